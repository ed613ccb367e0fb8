"""scikit-learn: a network in a pipeline, its penalty chosen by cross-validation."""

from occam.sklearn import OccamClassifier
from sklearn.datasets import load_breast_cancer
from sklearn.model_selection import GridSearchCV, train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

x, y = load_breast_cancer(return_X_y=True)
x_train, x_test, y_train, y_test = train_test_split(x, y, random_state=0, stratify=y)

search = GridSearchCV(
    make_pipeline(StandardScaler(), OccamClassifier(random_state=0)),
    {"occamclassifier__l1": [0.0, 1e-3, 1e-2]},
    cv=3,
)
search.fit(x_train, y_train)
print("chosen:", search.best_params_)
print(f"test accuracy {search.score(x_test, y_test):.3f}")

"""occam as estimators of scikit-learn, which it needs."""

from .networks import OccamClassifier, OccamRegressor
from .paths import OccamPathClassifier, OccamPathRegressor

__all__ = ["OccamClassifier", "OccamPathClassifier", "OccamPathRegressor", "OccamRegressor"]

"""What the peers see of a table's columns: numbers, dates taken apart, and texts as categories.

Decided by the training rows alone. A column of numbers is one whose cells, but for the missing
ones, are all numbers. Texts of which more than half differ (and more than 20) are identifiers and
left out. Columns without two values are left out.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from cells import is_missing, is_number

MOST_CATEGORIES = 50  # of a one-hot column; the rarest together beyond


@dataclass
class Features:
    """numbers: rows x columns with NaN where missing; categories: the same of texts."""

    numbers: np.ndarray
    categories: np.ndarray


def split_features(cells, target, train):
    """Features of all rows; `train` are the rows that decide what a column is."""
    numbers, categories = [], []
    for column in range(len(cells[0])):
        if column == target:
            continue
        texts = [row[column].strip() for row in cells]
        known = [texts[row] for row in train if not is_missing(texts[row])]
        if len(set(known)) < 2 and len(known) in (0, len(train)):
            continue
        if all(map(is_number, known)):
            numbers.append(np.array([number_of(text) for text in texts]))
        elif (dates := dates_of(texts, known)) is not None:
            numbers.extend(dates)
        elif not (len(set(known)) > 20 and 2 * len(set(known)) > len(known)):
            categories.append(np.array([text or "missing" for text in texts], dtype=object))
    rows = len(cells)
    return Features(np.column_stack(numbers) if numbers else np.empty((rows, 0)),
                    np.column_stack(categories) if categories else np.empty((rows, 0), object))


def number_of(text):
    if is_missing(text) or not is_number(text):
        return np.nan
    value = float(text)
    return value if np.isfinite(value) else np.nan


def dates_of(texts, known):
    """Year, month, day of the week and days of ISO dates; None where a text is none."""
    if not all(len(text) >= 8 and text[:4].isdigit() for text in known):
        return None
    try:
        pd.to_datetime(pd.Series(known), format="ISO8601", utc=True)
    except (ValueError, TypeError):
        return None
    dates = pd.to_datetime(pd.Series(texts), format="ISO8601", utc=True, errors="coerce")
    days = (dates - pd.Timestamp(0, tz="UTC")) / pd.Timedelta(days=1)
    parts = [dates.dt.year, dates.dt.month, dates.dt.dayofweek, days]
    return [part.to_numpy(dtype=float, na_value=np.nan) for part in parts]


def filled(numbers, train):
    """Missing numbers as the training median, and beside them an indicator where any is missing."""
    medians = np.nan_to_num(np.nanmedian(numbers[train], axis=0)) if numbers.size else 0.0
    holes = np.isnan(numbers)
    has_holes = holes[train].any(axis=0)
    return np.hstack([np.where(holes, medians, numbers), holes[:, has_holes].astype(float)])


def codes(categories, train):
    """Categories as numbers 0, 1, ...; -1 where no training row has the text."""
    columns = []
    for texts in categories.T:
        number = {text: i for i, text in enumerate(sorted(set(texts[train])))}
        columns.append([number.get(text, -1) for text in texts])
    return np.array(columns, dtype=float).T.reshape(len(categories), -1)


def one_hot(categories, train):
    columns = []
    for texts in categories.T:
        names, counts = np.unique(texts[train].astype(str), return_counts=True)
        for name in names[np.argsort(-counts, kind="stable")][:MOST_CATEGORIES]:
            columns.append(texts == name)
    return np.array(columns, dtype=float).T.reshape(len(categories), -1)


def standardised(values, train):
    mean, deviation = values[train].mean(axis=0), values[train].std(axis=0)
    return (values - mean) / np.where(deviation > 0, deviation, 1.0)

"""How far a share that was counted on a few can be trusted."""

from math import sqrt

Z_95 = 1.959964  # of the normal distribution, for 95 %


def wilson(hits: int, total: int) -> tuple[float, float]:
    """The 95 % interval of a share of `hits` among `total`: Wilson's score interval (1927), (0, 1) for nothing counted.

    Refuses with ValueError hits below zero or above the total.
    """
    if not 0 <= hits <= total:
        raise ValueError(f"{hits} of {total} is no share.")
    if not total:
        return 0.0, 1.0
    share, weight = hits / total, Z_95**2 / total
    middle = share + weight / 2
    half = Z_95 * sqrt(share * (1 - share) / total + weight / (4 * total))
    low, high = (middle - half) / (1 + weight), (middle + half) / (1 + weight)
    return (0.0 if not hits else max(0.0, low)), (1.0 if hits == total else min(1.0, high))

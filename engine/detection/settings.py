"""Every number that the detector goes by, in one frozen value.

Figures behind them: ``benchmarks/detection.py`` and docs/adr/0003-detection.md.
"""

from __future__ import annotations

from dataclasses import dataclass

SURE_SCORE = 0.7
"""What two networks must give a box so that the third need not be asked."""


@dataclass(frozen=True, slots=True)
class DetectionSettings:
    """Thresholds (scores 0-1), shares of a box or of the photo's longer side, sizes in pixels.

    A face needs ``coarse_score`` and ``refined_score``. Where not both reach ``sure_score``, it
    needs ``wide_score`` too, and ``mean_score`` as the mean of the three; or ``tiny_score`` where
    it is smaller than ``tiny_share`` of the smallest sure face: people who are seen together have
    faces of like sizes, badges on their clothes have not. What stays under ``firm_score`` gives
    way to an overlapping box that does not. Pixels are those of the image given to ``detect``.

    Every photo gets a glance: ``glance_share`` of its size, ``glance_px`` at most. There
    ``glance_score`` will do for the first network, if its mean with the second reaches
    ``glance_mean_score``. Where it shows nobody, or ``crowd`` faces and more, or one smaller than
    ``far_share``, there may be others: a copy of ``search_px`` is looked at; where it shows nobody,
    the photo with a border of ``border_share``, too.

    A search for small faces goes through tiles of ``tile_px`` that overlap by ``tile_overlap``, at
    a scale at which the smallest face has ``seen_px``; then at a quarter of it and so on, until
    the glance sees the rest (``glanced_px``). So many more pixels show more that looks like a face:
    the second look must give ``found_score``. Tiles in which no block reaches ``lively`` (standard
    deviation of brightness, 0-127) are passed over.

    A face that scored ``upright_score`` and is tilted by no more than ``tilt_deg`` is upright. Any
    other is looked at turned, and stands as it scores best, if that is ``turn_gain`` more. Where
    nobody is upright, the photo is glanced at turned; a face must then reach ``turned_score``.

    Two boxes show one face where ``nested_share`` of the smaller lies in the larger and its width
    is ``nested_size`` of the larger's or more; the larger stays unless the smaller scores
    ``inner_gain`` more. Beside ``crowd`` sure faces a box within ``like_size`` times their usual
    width needs less (``like_wide_score``, ``like_mean_score``). What scores ``upside_gain`` more
    upside down is no face.

    Landmarks are the mean of the looks at ``context_share`` times a box and, of what is a face, one
    at the first of ``settling_shares``; of turned faces of the last look and those at all of these.
    """

    coarse_score: float = 0.3
    refined_score: float = 0.1
    firm_score: float = 0.5
    sure_score: float = SURE_SCORE
    wide_score: float = 0.2
    mean_score: float = 0.4
    tiny_score: float = 0.6
    tiny_share: float = 0.4
    border_share: float = 0.25
    glance_px: int = 256
    glance_share: float = 0.5
    glance_score: float = 0.15
    glance_mean_score: float = 0.25
    crowd: int = 5
    far_share: float = 0.045
    search_px: int = 576
    context_share: float = 2.0
    wide_share: float = 3.0
    overlap_iou: float = 0.3
    min_face_px: float = 12.0
    seen_px: float = 14.0
    found_score: float = 0.55
    tile_px: int = 448
    tile_overlap: float = 1 / 7
    glanced_px: int = 1280
    lively: float = 5.0
    upright_score: float = 0.85
    tilt_deg: float = 30.0
    turn_gain: float = 0.05
    turned_score: float = 0.75
    nested_share: float = 0.7
    nested_size: float = 0.4
    inner_gain: float = 0.1
    inner_share: float = 1.2
    inner_size: float = 0.7
    like_size: float = 1.6
    like_wide_score: float = 0.1
    like_mean_score: float = 0.33
    upside_gain: float = 0.15
    settling_shares: tuple[float, ...] = (1.75, 2.25)

"""Pictures of a network: every account and tie once, the same bytes for the same run, numbers as in the data."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from sim.show.style import save_both
from sim.studies.picture.animation import MOST_FRAMES, frame_places, write_animation
from sim.studies.picture.chart import NetworkPicture, describe, ever_used, finding
from sim.studies.picture.layout import even_sample, lay_out
from tests.studies.picture.stand_in import planted


@pytest.fixture(scope="module")
def picture() -> NetworkPicture:
    return NetworkPicture(planted())


def test_planted_communities_are_found_and_stand_apart(picture: NetworkPicture) -> None:
    layout = picture.layout
    assert sorted(layout.names) == ["US 1", "US 2", "VN 1", "VN 2"]
    groups = layout.community.reshape(4, -1)
    assert all(np.mean(one == np.bincount(one).argmax()) > 0.9 for one in groups)
    middles = np.array([np.median(layout.spots[layout.community == place], axis=0) for place in range(4)])
    apart = np.linalg.norm(middles[:, None] - middles[None], axis=2)[np.triu_indices(4, 1)].min()
    assert apart > 0.5
    assert abs(layout.spots).max() <= 1.12


def test_every_account_and_tie_is_drawn_once(picture: NetworkPicture) -> None:
    layout, spread = picture.layout, picture.spread
    assert layout.accounts.tolist() == list(range(len(spread.id)))
    assert np.array_equal(picture.dots.get_offsets(), layout.spots)
    drawn = np.sort(layout.ties, axis=1)
    assert len(np.unique(drawn, axis=0)) == len(drawn) == len(spread.ties)
    for marks in (picture.halo.get_offsets(), np.column_stack(picture.gone.get_data())):
        assert len(np.unique(marks, axis=0)) == len(marks)


def test_a_day_shows_that_days_numbers(picture: NetworkPicture) -> None:
    spread = picture.spread
    for place in (5, 20, spread.peak):
        picture.show(place)
        users = int(spread.users[place].sum())
        assert picture.day_words.get_text() == f"day {spread.days[place]}"
        assert picture.counts[0].get_text() == f"{users:,}"
        assert len(picture.halo.get_offsets()) == users
        assert sum(int(words.get_text().partition(" ")[0]) for words in picture.bar_words) == users
        visible = picture.dots.get_facecolor()[:, 3] > 0
        assert np.array_equal(visible, spread.here[place])
        both = int((spread.users & spread.sanctioned & spread.here)[place].sum())
        assert f"{users:,} (" in describe(spread, place)
        assert f", {both:,} of whom use it" in describe(spread, place)


def test_of_a_large_network_an_even_sample_is_drawn_and_all_are_counted() -> None:
    spread = planted(each=30)
    layout = lay_out(spread.ties, spread.region, spread.regions, most=50)
    assert len(layout.accounts) == 50
    assert len(layout.community) == len(spread.id)
    assert layout.ties.max() < 50
    assert even_sample(10, 4).tolist() == [0, 3, 6, 9]


def test_words_say_what_became_of_it() -> None:
    spread = planted()
    assert finding(spread).startswith("New exploit: at its height (day ")
    assert ", on day 59 " in finding(spread)
    rising = replace(spread, users=spread.users[: spread.peak + 1], here=spread.here[: spread.peak + 1],
                     days=spread.days[: spread.peak + 1])
    curve = NetworkPicture(rising).ever.get_ydata()
    share = ever_used(rising)[-1]
    told = f"{100 * share:.2g}%" if share < 0.0995 else f"{100 * share:.0f}%"
    assert finding(rising).endswith(f"{told} have used it")
    assert len(curve) and max(curve) <= ever_used(rising).max()
    assert finding(replace(spread, users=np.zeros_like(spread.users))) == "Nobody uses new exploit in this run"


def test_frames_run_from_before_the_first_user_to_the_end() -> None:
    spread = planted(each=10)
    first = int(np.flatnonzero(spread.users.any(axis=1))[0])
    places = frame_places(spread)
    assert places[0] == max(0, first - 5)
    assert places[-1] == 59
    assert len(places) == len(set(places)) <= MOST_FRAMES + 1
    assert frame_places(spread, 7)[:2] == [places[0], places[0] + 7]


def test_the_same_run_gives_the_same_bytes_and_every_frame_differs(tmp_path: Path) -> None:
    for name in ("one", "two"):
        drawn = NetworkPicture(planted(each=10))
        save_both(drawn.figure, tmp_path / f"{name}-network", 80)
        assert write_animation(drawn, tmp_path / f"{name}.gif", every=6) == len(frame_places(drawn.spread, 6))
    assert (tmp_path / "one.gif").read_bytes() == (tmp_path / "two.gif").read_bytes()
    assert (tmp_path / "one-network.png").read_bytes() == (tmp_path / "two-network.png").read_bytes()
    with Image.open(tmp_path / "one.gif") as gif:
        frames = []
        for place in range(gif.n_frames):
            gif.seek(place)
            assert gif.convert("RGB").getpixel((2, 2)) == (255, 255, 255)
            frames.append(gif.convert("RGB").tobytes())
    assert len(set(frames)) == len(frames) == len(frame_places(planted(each=10), 6))

from pathlib import Path

import pytest

from voice_coach.errors import ScenarioError
from voice_coach.library import load_all, load_scenario, scenario_ids, shelves


def test_three_scenarios_ship_and_bases_are_none_of_them():
    assert {"support-replies", "contract-qa", "voice-bookings"} <= set(scenario_ids())
    assert not any(one.startswith("_") for one in scenario_ids())


def test_all_load_under_their_own_ids():
    assert [scenario.id for scenario in load_all()] == list(scenario_ids())


def test_a_path_works_like_an_id_and_finds_the_shared_base(tmp_path: Path):
    mine = tmp_path / "mine.toml"
    text = (shelves()[0] / "support-replies.toml").read_text()
    mine.write_text(text.replace('id = "support-replies"', 'id = "mine"'))
    assert load_scenario(str(mine)).id == "mine"


def test_a_base_beside_the_file_wins(tmp_path: Path):
    mine = tmp_path / "mine.toml"
    mine.write_text((shelves()[0] / "support-replies.toml").read_text())
    base = (shelves()[0] / "_llm-product.toml").read_text()
    (tmp_path / "_llm-product.toml").write_text(base.replace('level = "senior"', 'level = "staff"'))
    assert load_scenario(str(mine)).level == "staff"


def test_a_misspelt_id_is_met_with_the_nearest():
    with pytest.raises(ScenarioError) as caught:
        load_scenario("suport-replies")
    assert 'Did you mean "support-replies"?' in caught.value.cure


def test_a_missing_file_an_odd_encoding_and_a_folder_are_one_sentence_each(tmp_path: Path):
    with pytest.raises(ScenarioError, match="There is no scenario file"):
        load_scenario(str(tmp_path / "nothing.toml"))
    (tmp_path / "odd.toml").write_bytes(b"format = 1\ntitle = \xff\n")
    with pytest.raises(ScenarioError, match=r"odd\.toml:2: text: UTF-8 was expected"):
        load_scenario(str(tmp_path / "odd.toml"))
    (tmp_path / "folder.toml").mkdir()
    with pytest.raises(ScenarioError, match="cannot be read"):
        load_scenario(str(tmp_path / "folder.toml"))


def test_a_device_is_no_scenario_and_is_not_read_without_end():
    with pytest.raises(ScenarioError, match="no ordinary file"):
        load_scenario("/dev/zero")

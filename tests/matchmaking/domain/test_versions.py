"""Names of models."""

from matchmaking.domain.versions import base_of, encoder_of, generation, version_name


def test_a_version_names_what_it_was_made_of():
    plain = version_name("0.2+abc")
    weights, curve = {"text": 0.7}, {"slope": 3.5, "constant": -0.6}
    learned = version_name("0.2+abc", ranker=weights)
    both = version_name("0.2+abc", ranker=weights, calibration=curve)
    assert plain == "0.2+abc"
    assert len({plain, learned, both, version_name("0.2+abc", calibration=curve)}) == 4
    assert both == version_name("0.2+abc", ranker=weights, calibration={"constant": -0.6, "slope": 3.5})
    assert {base_of(version) for version in (plain, learned, both)} == {"0.2+abc"}
    assert len(both) <= 80


def test_figures_are_gathered_by_engine_and_weights():
    learned = version_name("0.2+abc", ranker={"text": 0.7})
    recalibrated = version_name("0.2+def", ranker={"text": 0.7}, calibration={"slope": 1})
    assert generation("0.2+abc") == generation("0.2+def+c12345678") == "0.2"
    assert generation(learned) == generation(recalibrated) != "0.2"
    assert generation("test") == "test"


def test_an_encoder_leaves_its_mark_last() -> None:
    version = version_name("0.1+aa", ranker={"a": 1}, encoder="0123456789abcdef")
    assert version.endswith("+e0123456789abcdef")
    assert (encoder_of(version), base_of(version)) == ("0123456789abcdef", "0.1+aa")
    assert generation(version) == "+".join(["0.1", *version.split("+")[2:]])
    assert encoder_of(version_name("0.1+ee", calibration={"a": 1})) == ""

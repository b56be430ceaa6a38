"""How much one sentence is worth checking."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.text.claims.worth import model, save_model, signature, worth

CLAIMS = [
    "The economy grew by 3 percent in 2019.",
    "He voted against that bill four times in the Senate.",
    "Unemployment is the highest it has been since the war.",
    "We have lost two million jobs in the last three years.",
    "Le chômage a reculé de 3 % en 2024, selon l'Insee.",
    "去年全市失业率下降了3%，为十年来最低。",
    "Цены на газ выросли на 60 процентов с 2021 года.",
]
OTHERS = [
    "I think we should be kind to each other.",
    "Thank you very much for coming here tonight.",
    "What would you do about it?",
    "We can do better, and we will do better.",
    "Ce serait une belle aventure pour nous tous.",
    "也许明天会更好。",
    "Я надеюсь, что всё будет хорошо.",
    "",
    "¡!",
]


@pytest.mark.parametrize("sentence", CLAIMS)
def test_worth_of_a_claim_is_above_a_half(sentence: str) -> None:
    assert 0.5 < worth(sentence) <= 1


@pytest.mark.parametrize("sentence", OTHERS)
def test_worth_of_opinions_thanks_and_questions_is_below_a_half(sentence: str) -> None:
    assert 0 <= worth(sentence) < 0.5


@given(st.text() | st.text(alphabet="aA i'’0.,%$?!-\" \né中é"))
def test_worth_of_any_text_is_between_nothing_and_one(text: str) -> None:
    assert 0 <= worth(text) <= 1


def test_model_was_learned_from_the_features_of_today() -> None:
    """Where this fails, learn again: README.md beside the model says how."""
    assert model().features == signature()


def test_model_says_in_its_head_that_it_ranks_well_enough() -> None:
    assert model().figures["auc"] >= 0.94
    assert len(model().weights) == 1 << 18


def test_save_model_writes_what_model_reads(tmp_path, monkeypatch) -> None:
    path = tmp_path / "worth.bin"
    save_model(path, model())
    monkeypatch.setattr("articles.text.claims.worth.MODEL", path)
    assert model.__wrapped__() == model()

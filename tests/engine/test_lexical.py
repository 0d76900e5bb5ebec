"""What is written alike: rare words count more, order counts for nothing; documents in company support each other."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ronghe.engine import encoder, rank
from ronghe.engine.company import Company
from ronghe.engine.lexical import Lexicon

TEXTS = st.lists(st.text("ab 三维建模é", max_size=8), min_size=1, max_size=6)


@given(TEXTS, TEXTS)
def test_nearness_is_a_cosine_and_a_text_is_nearest_to_itself(texts, others):
    lexicon = Lexicon(texts)
    near = lexicon.nearness([*others, *texts])
    assert near.shape == (len(others) + len(texts), len(texts))
    assert near.min() >= 0
    assert near.max() <= 1 + 1e-5
    for place, text in enumerate(texts):
        own = near[len(others) + place]
        assert own[place] == pytest.approx(1, abs=1e-5) if any(map(str.isalnum, text)) else not own.any()


@given(TEXTS, st.randoms(use_true_random=False))
def test_the_order_of_the_lexicon_says_nothing(texts, chance):
    order = list(range(len(texts)))
    chance.shuffle(order)
    turned = Lexicon([texts[place] for place in order]).nearness(["三维 ab"])
    assert np.allclose(turned[0], Lexicon(texts).nearness(["三维 ab"])[0, order], atol=1e-6)


def test_rare_words_say_more_than_common_ones():
    near = Lexicon(["sales manager", "sales assistant", "sales clerk", "project manager"]).nearness(
        ["sales manager of"]
    )
    assert near[0].argmax() == 0
    assert near[0, 3] > near[0, 1]  # of the two words, fewer others are managers


def test_width_case_and_script_are_one():
    assert np.allclose(*Lexicon(["三維動畫 Maya", "会计"]).nearness(["三维动画 ＭＡＹＡ", "三维动画 maya"]))


def test_what_is_in_the_company_of_right_ones_rises():
    near, far = [1.0, 0.0], [0.0, 1.0]
    beside = [0.8, 0.6]
    company = Company(np.array([near, near, near, beside, far, far], np.float32))
    scores = np.array([[2.0, 1.9, 1.8, 0.0, 0.0, 0.1]])
    [supported] = company.support(scores)
    assert supported.argmax() == 0
    assert supported[3] > supported[5]  # which was before it


def test_ranking_in_company_takes_any_number_of_documents():
    for n in range(4):
        documents = ["角色模型", "场景模型", "出纳"][:n]
        [best] = rank(["模型师"], documents, [encoder("chars")], alike=True)
        assert sorted(place for place, _ in best) == list(range(n))

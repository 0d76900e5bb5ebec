"""Ranking: the nearest name of a document counts, the nearest piece of a query, and examples teach."""

import pytest

from ronghe.engine import BadInput, BadValue, encoder, rank
from ronghe.engine.ranking import LONG, pieces_of
from ronghe.engine.tables import read_examples, read_texts

CHARS = [encoder("chars")]


def order(queries, documents, **more):
    return [[place for place, _ in best] for best in rank(queries, documents, CHARS, **more)]


def test_a_document_is_as_near_as_the_nearest_of_its_names():
    documents = [["动画师", "原画师"], "会计", "动画制作"]
    assert order(["原画师"], documents)[0][0] == 0
    scores = [dict(best) for best in rank(["原画师", "动画师"], documents, CHARS)]
    assert scores[0][0] > scores[0][1]
    assert scores[1][0] > scores[1][2]


def test_a_query_is_as_near_as_the_nearest_of_its_pieces():
    documents = ["video editing", "copyright law", "team leading", "van driving", "film history", "event planning"]
    whole = "You cut our films every week for the team; copyright law; you drive a van to our customers in town"
    assert order([pieces_of(whole)], documents)[0][0] == 1
    [best] = rank([pieces_of(whole)], documents, CHARS)
    [other] = rank([whole], documents, CHARS)
    assert dict(best)[1] >= dict(other)[1]


def test_only_long_queries_have_pieces():
    assert pieces_of("UI, UX") == ["UI, UX"]
    assert len(pieces_of("x" * LONG + ", and more of it; and still more of it")) > 1


def test_examples_teach_what_names_do_not_say():
    documents = ["全媒体运营师", "互联网营销师", "动画制作员"]
    assert order(["抖音商务"], documents, examples=[])[0][0] != 1
    taught = [("抖音达人商务", 1), ("抖音商务专员", 1), ("二维动画", 2), ("账号运营", 0)]
    assert order(["抖音商务"], documents, examples=taught)[0][0] == 1
    assert order(["动画制作员"], documents, examples=taught)[0][0] == 2


def test_order_of_examples_and_of_queries_says_nothing():
    documents, taught = ["a b", "c d", "e f"], [("a x", 1), ("c y", 0), ("e z", 2)]
    assert order(["a", "c"], documents, examples=taught) == order(["c", "a"], documents, examples=taught[::-1])[::-1]


@pytest.mark.parametrize("place", [-1, 2])
def test_an_example_of_no_document_is_refused(place):
    with pytest.raises(BadValue, match="document"):
        list(rank(["a"], ["b", "c"], CHARS, examples=[("b", place)]))


def test_examples_from_a_file_name_documents_of_the_corpus(tmp_path):
    corpus, examples = tmp_path / "c.jsonl", tmp_path / "l.jsonl"
    corpus.write_text('{"id": 7, "text": "动画师"}\n{"id": "b", "text": "会计"}\n')
    examples.write_text('{"id": 1, "text": "原画", "document": 7}\n{"id": 2, "text": "出纳", "document": "b"}\n')
    assert read_examples(examples, read_texts(corpus)) == [("原画", 0), ("出纳", 1)]
    examples.write_text('{"id": 1, "text": "原画", "document": "x"}\n{"id": 2, "text": "出纳"}\n')
    with pytest.raises(BadInput) as error:
        read_examples(examples, read_texts(corpus))
    assert [(fault.row, fault.field) for fault in error.value.faults] == [(1, "document"), (2, "document")]

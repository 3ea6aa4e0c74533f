"""What a user would pick instead of our engine, each behind the same three calls, each on one thread."""

import importlib
import shutil
import tempfile
import weakref
from collections.abc import Callable, Sequence
from itertools import pairwise
from types import ModuleType
from typing import Any, Protocol

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.feature_extraction.text import CountVectorizer, TfidfTransformer
from sklearn.metrics.pairwise import cosine_similarity

from matchmaking.engine.tokenise import tokenise

from .material import Answer, Asked, Offers, best

PlaceOf = Callable[[Sequence[str]], Any]


class Rival(Protocol):
    """An engine under measurement. `scores` says whose: "cosine" of our vectors, or its "own"."""

    name: str
    scores: str
    largest: int  # offers; above, memory or patience would not do

    def build(self, offers: Offers) -> None:
        """Index the offers."""

    def prepare(self, asked: Asked) -> Any:
        """The queries as the engine takes them, made before the clock starts."""

    def search(self, queries: Any, k: int) -> Answer:
        """The k best offers of each query."""


class Unavailable(Exception):
    """Why a rival cannot take part here, in one sentence."""


def library(name: str) -> ModuleType:
    """A package of requirements-bench.lock."""
    try:
        return importlib.import_module(name)
    except ImportError:
        raise Unavailable(f"{name} is not installed (it may have no wheel for this Python)") from None


class ScikitLearn:
    """TfidfVectorizer with our terms and weights, then cosine_similarity in blocks of queries, then argpartition."""

    name, scores, largest = "scikit-learn", "cosine", 1_000_000
    block_values = 128_000_000  # scores held at once, 4 bytes each

    def __init__(self, place_of: PlaceOf) -> None:
        self._place_of = place_of
        self.rows: csr_matrix

    def build(self, offers: Offers) -> None:
        """From the texts where they are at hand; from our rows, which are the same, where there are too many."""
        self.rows = self.from_texts(offers) if offers.texts else offers.rows

    def from_texts(self, offers: Offers) -> csr_matrix:
        """TfidfVectorizer is these two steps; between them our weight of each term takes the place of its own."""
        counter = CountVectorizer(analyzer=tokenise, dtype=np.int32)
        counts = counter.fit_transform(offers.texts)
        places = np.asarray(self._place_of(counter.get_feature_names_out().tolist()))
        weighing = TfidfTransformer(sublinear_tf=True).fit(counts)
        weighing.idf_ = np.where(places >= 0, offers.idf[places], 0.0)
        rows = weighing.transform(counts)
        rows.eliminate_zeros()
        moved = (rows.data.astype(np.float32), places[rows.indices].astype(np.int32), rows.indptr)
        return csr_matrix(moved, shape=offers.rows.shape)

    def prepare(self, asked: Asked) -> csr_matrix:
        return asked.rows

    def search(self, queries: csr_matrix, k: int) -> Answer:
        block = max(1, self.block_values // self.rows.shape[0])
        found = []
        for start in range(0, queries.shape[0], block):
            scores = cosine_similarity(queries[start : start + block], self.rows, dense_output=True)
            kept = np.argpartition(-scores, min(k, scores.shape[1] - 1), axis=1)[:, :k]
            found += [best(row[places], places, k) for row, places in zip(scores, kept, strict=True)]
        return _stacked(found)


class Scipy:
    """csr @ csr with the transposed matrix made beforehand, then argpartition of what each query touched."""

    name, scores, largest = "scipy", "cosine", 200_000
    block = 64

    def build(self, offers: Offers) -> None:
        self._columns = offers.rows.T.tocsr()

    def prepare(self, asked: Asked) -> csr_matrix:
        return asked.rows

    def search(self, queries: csr_matrix, k: int) -> Answer:
        found = []
        for start in range(0, queries.shape[0], self.block):
            found += _rows_best(queries[start : start + self.block] @ self._columns, k)
        return _stacked(found)


class SparseDotTopn:
    """sp_matmul_topn: the product that keeps the k best of each row as it goes."""

    name, scores, largest = "sparse_dot_topn", "cosine", 1_000_000

    def __init__(self) -> None:
        self._multiply = library("sparse_dot_topn").sp_matmul_topn

    def build(self, offers: Offers) -> None:
        self._columns = offers.rows.T.tocsr()

    def prepare(self, asked: Asked) -> csr_matrix:
        return asked.rows

    def search(self, queries: csr_matrix, k: int) -> Answer:
        return _stacked(_rows_best(self._multiply(queries, self._columns, k, sort=True, n_threads=1), k))


class Bm25s:
    """bm25s on the same terms, with one of its two backends."""

    scores, largest = "own", 200_000

    def __init__(self, backend: str) -> None:
        self.name = f"bm25s {backend}"
        self._engine = library("bm25s").BM25(backend=backend)

    def build(self, offers: Offers) -> None:
        repeated = np.repeat(offers.times.indices, offers.times.data)
        lengths = np.asarray(offers.times.sum(axis=1)).ravel()
        texts = [part.tolist() for part in np.split(repeated, np.cumsum(lengths)[:-1])]
        terms = {f"t{term}": term for term in range(offers.times.shape[1])}
        self._engine.index((texts, terms), show_progress=False)

    def prepare(self, asked: Asked) -> list[list[int]]:
        return [part.tolist() for part in np.split(asked.rows.indices, asked.rows.indptr[1:-1])]

    def search(self, queries: list[list[int]], k: int) -> Answer:
        found = self._engine.retrieve(queries, k=k, show_progress=False, n_threads=0)
        return found.documents.astype(np.int64), found.scores.astype(np.float64)


class Tantivy:
    """tantivy's BM25 on disk: the OR of the query's terms, one writer thread, one searcher."""

    name, scores, largest = "tantivy", "own", 1_000_000
    heap = 1_000_000_000  # bytes; as few segments as it likes

    def __init__(self) -> None:
        self._library = library("tantivy")

    def build(self, offers: Offers) -> None:
        fields = self._library.SchemaBuilder()
        fields.add_text_field("text", tokenizer_name="whitespace", index_option="freq")
        fields.add_unsigned_field("place", fast=True)
        self._schema, folder = fields.build(), tempfile.mkdtemp()
        weakref.finalize(self, shutil.rmtree, folder)
        index = self._library.Index(self._schema, path=folder)
        writer = index.writer(self.heap, 1)
        for place, text in enumerate(_spelled(offers.times)):
            document = self._library.Document()
            document.add_text("text", text)
            document.add_unsigned("place", place)
            writer.add_document(document)
        writer.commit()
        writer.wait_merging_threads()
        index.reload()
        self._searcher = index.searcher()

    def prepare(self, asked: Asked) -> list[Any]:
        query, should = self._library.Query, self._library.Occur.Should
        queries = []
        for terms in np.split(asked.rows.indices, asked.rows.indptr[1:-1]):
            parts = [query.term_query(self._schema, "text", f"t{term}", "freq") for term in terms.tolist()]
            queries.append(query.boolean_query([(should, part) for part in parts]))
        return queries

    def search(self, queries: list[Any], k: int) -> Answer:
        found = []
        for query in queries:
            hits = self._searcher.search(query, k, count=False).hits
            places = self._searcher.fast_field_values("place", [address for _, address in hits])
            found.append(best(np.array([score for score, _ in hits]), np.array(places, np.int64), k))
        return _stacked(found)


def rivals(place_of: PlaceOf) -> tuple[list[Rival], list[str]]:
    """Those that can take part, and a sentence for each that cannot."""
    makers: list[Callable[[], Rival]] = [
        lambda: ScikitLearn(place_of),
        Scipy,
        SparseDotTopn,
        lambda: Bm25s("numpy"),
        lambda: Bm25s("numba"),
        Tantivy,
    ]
    present, absent = [], []
    for make in makers:
        try:
            present.append(make())
        except Unavailable as reason:
            absent.append(str(reason))
    return present, absent


def _spelled(times: csr_matrix) -> Any:
    for row in range(times.shape[0]):
        part = slice(times.indptr[row], times.indptr[row + 1])
        yield " ".join(f"t{term}" for term in np.repeat(times.indices[part], times.data[part]).tolist())


def _rows_best(product: csr_matrix, k: int) -> list[Answer]:
    ends = product.indptr
    return [best(product.data[a:e], product.indices[a:e], k) for a, e in pairwise(ends)]


def _stacked(found: list[Answer]) -> Answer:
    return np.array([ids for ids, _ in found]), np.array([scores for _, scores in found])

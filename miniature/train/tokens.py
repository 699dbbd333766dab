"""The tokenizer: lower-case byte-level BPE as in CLIP, trained on the captions.

Any text has tokens, because every byte has one, alone and at the end of a word. Padding and end are
explicit: a sentence is start, tokens, end, then PAD_ID up to the context length; one that is too
long loses tokens before its end, never the end itself.
"""

import json
from collections.abc import Iterable
from pathlib import Path

import numpy as np
from tokenizers import Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, trainers
from tokenizers.processors import TemplateProcessing

from .config import CONTEXT_LENGTH

PAD, START, END = "<|pad|>", "<|startoftext|>", "<|endoftext|>"
PAD_ID, START_ID, END_ID = 0, 1, 2
END_OF_WORD = "</w>"
MERGES = 700
"""Enough that nearly every word of a caption is one token."""
WORD_PATTERN = r"'s|'t|'re|'ve|'m|'ll|'d|[\p{L}]+|[\p{N}]|[^\s\p{L}\p{N}]+"
"""CLIP's: words, single digits, runs of other signs; white space separates and is dropped."""


def _with_text_rules(model: models.BPE) -> Tokenizer:
    tokenizer = Tokenizer(model)
    tokenizer.normalizer = normalizers.Sequence(
        [normalizers.NFC(), normalizers.Replace(Regex(r"\s+"), " "), normalizers.Lowercase()]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [
            pre_tokenizers.Split(Regex(WORD_PATTERN), behavior="removed", invert=True),
            pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False),
        ]
    )
    tokenizer.decoder = decoders.ByteLevel()
    return tokenizer


def _merges(captions: Iterable[str], alphabet: list[str]) -> list[tuple[str, str]]:
    learner = _with_text_rules(models.BPE(end_of_word_suffix=END_OF_WORD))
    trainer = trainers.BpeTrainer(
        vocab_size=2 * len(alphabet) + MERGES,
        initial_alphabet=alphabet,
        end_of_word_suffix=END_OF_WORD,
        show_progress=False,
    )
    learner.train_from_iterator(captions, trainer)
    learned = json.loads(learner.to_str())["model"]["merges"]
    return [(left, right) for left, right in learned[:MERGES]]


def train_tokenizer(captions: Iterable[str]) -> Tokenizer:
    """The trainer knows only the word ends that occur; the vocabulary here has all of them."""
    alphabet = sorted(pre_tokenizers.ByteLevel.alphabet())
    merges = _merges(captions, alphabet)
    entries = [PAD, START, END, *alphabet, *(letter + END_OF_WORD for letter in alphabet)]
    entries += [left + right for left, right in merges]
    vocabulary = {entry: number for number, entry in enumerate(dict.fromkeys(entries))}
    tokenizer = _with_text_rules(
        models.BPE(vocab=vocabulary, merges=merges, end_of_word_suffix=END_OF_WORD)
    )
    tokenizer.add_special_tokens([PAD, START, END])
    tokenizer.post_processor = TemplateProcessing(
        single=f"{START} $A {END}", special_tokens=[(START, START_ID), (END, END_ID)]
    )
    tokenizer.enable_truncation(CONTEXT_LENGTH)
    tokenizer.enable_padding(pad_id=PAD_ID, pad_token=PAD, length=CONTEXT_LENGTH)
    return tokenizer


def encode(tokenizer: Tokenizer, sentences: list[str]) -> np.ndarray:
    """int16 [sentences, CONTEXT_LENGTH]."""
    return np.array([one.ids for one in tokenizer.encode_batch(sentences)], np.int16)


def load_tokenizer(path: Path) -> Tokenizer:
    return Tokenizer.from_file(str(path))

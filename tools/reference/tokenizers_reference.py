"""Records the token ids that transformers gives for a thousand strings, in the three ways that encoders read text.

    python tools/reference/tokenizers_reference.py lib/infra/encoders/fixtures/tokenizers \
        [bpe_simple_vocab_16e6.txt.gz clip.tokenizer.json]

Small vocabularies are trained here, with the settings of the published ones, on words of our own:

- `clip`: byte pairs, read by CLIPTokenizerFast.
- `siglip`: sentencepiece Unigram with nmt_nfkc, read by SiglipTokenizer, which is sentencepiece itself.
- `siglip2`: sentencepiece BPE with byte fallback as Gemma's, read by GemmaTokenizer, sentencepiece as well.

Each is written as a tokenizer.json, made as transformers makes one. With the second pair of arguments
the published vocabulary of CLIP (MIT; in the wheel of open_clip_torch, in open_clip/) becomes the
tokenizer.json that encoders carry, and its ids are recorded, too. Needs the packages of
tools/reference/requirements.txt.
"""

import gzip
import json
import random
import re
import string
import sys
import tempfile
from pathlib import Path

import sentencepiece
import transformers
from tokenizer_strings import WORDS, character, made, strings
from tokenizers import Regex, normalizers, processors
from tokenizers import Tokenizer as FastTokenizer
from tokenizers.models import BPE
from tokenizers.trainers import BpeTrainer
from transformers.convert_slow_tokenizer import GemmaConverter, SpmConverter
from transformers.models.clip.tokenization_clip import bytes_to_unicode

CLIP_LENGTH = 77
SIGLIP_LENGTH = 64


def training_text() -> list[str]:
    """Other strings than the recorded ones, of the same kinds."""
    chance = random.Random(1)
    lines = [" ".join(chance.choice(WORDS) for _ in range(chance.randint(2, 12))) for _ in range(3000)]
    lines += [made(chance, kind).replace("\0", " ") for kind in (1, 2, 3, 7) for _ in range(200)]
    lines += [" ".join(character(chance) for _ in range(6)) for _ in range(200)]
    return [" ".join(line.split()) for line in lines if line.strip()]


def clip_tokenizer(merges: list[str], folder: Path) -> transformers.CLIPTokenizerFast:
    """As OpenAI's code builds the vocabulary from the merges: bytes, bytes at word ends, merges, two marks."""
    letters = list(bytes_to_unicode().values())
    words = [*letters, *(letter + "</w>" for letter in letters), *("".join(merge.split()) for merge in merges)]
    words += ["<|startoftext|>", "<|endoftext|>"]
    (folder / "vocab.json").write_text(json.dumps({word: at for at, word in enumerate(words)}), encoding="utf8")
    (folder / "merges.txt").write_text("#version: 0.2\n" + "\n".join(merges) + "\n", encoding="utf8")
    return transformers.CLIPTokenizerFast(
        vocab_file=str(folder / "vocab.json"), merges_file=str(folder / "merges.txt"), model_max_length=CLIP_LENGTH
    )


def trained_merges(folder: Path, lines: list[str]) -> list[str]:
    """Trained on what CLIPTokenizerFast makes of the lines before it merges."""
    empty = clip_tokenizer([], folder)._tokenizer
    trained = FastTokenizer(BPE(end_of_word_suffix="</w>"))
    trained.normalizer, trained.pre_tokenizer = empty.normalizer, empty.pre_tokenizer
    letters = list(bytes_to_unicode().values())
    trainer = BpeTrainer(vocab_size=1500, initial_alphabet=letters, end_of_word_suffix="</w>", show_progress=False)
    trained.train_from_iterator(lines, trainer)
    found = json.loads(trained.to_str())["model"]["merges"]
    return [" ".join(merge) for merge in found]


def train(folder: Path, lines: list[str], name: str, **settings: object) -> Path:
    text = folder / "text.txt"
    text.write_text("\n".join(lines), encoding="utf8")
    sentencepiece.SentencePieceTrainer.train(
        input=str(text), model_prefix=str(folder / name), minloglevel=2, num_threads=1, **settings
    )
    return folder / f"{name}.model"


class SiglipConverter(SpmConverter):
    """What SiglipTokenizer does around sentencepiece, as steps of a tokenizer.json."""

    def normalizer(self, proto):
        return normalizers.Sequence(
            [
                normalizers.Lowercase(),
                normalizers.Replace(Regex("[" + re.escape(string.punctuation) + "]"), ""),
                normalizers.Replace(Regex(r"\s+"), " "),
                normalizers.Strip(),
                normalizers.Precompiled(proto.normalizer_spec.precompiled_charsmap),
                normalizers.Replace(Regex(" {2,}"), " "),
            ]
        )

    def post_processor(self):
        return processors.TemplateProcessing(
            single=["$A", "</s>"],
            pair=["$A", "</s>", "$B", "</s>"],
            special_tokens=[("</s>", self.original_tokenizer.eos_token_id)],
        )


class Siglip2Converter(GemmaConverter):
    """Gemma's, with an end mark and no start mark."""

    def post_processor(self):
        return processors.TemplateProcessing(
            single=["$A", "<eos>"],
            pair=["$A", "<eos>", "$B", "<eos>"],
            special_tokens=[("<eos>", self.original_tokenizer.eos_token_id)],
        )


def declared(tokenizer: FastTokenizer, names: list[str]) -> str:
    """The marks that the Python class cuts out of a text, and no others."""
    file = json.loads(tokenizer.to_str())
    known = {piece if isinstance(piece, str) else piece[0]: at for at, piece in enumerate(file["model"]["vocab"])}
    strip = file["model"]["type"] == "Unigram"
    file["added_tokens"] = [
        {
            "id": known[name],
            "content": name,
            "single_word": False,
            "lstrip": strip,
            "rstrip": strip,
            "normalized": False,
            "special": True,
        }
        for name in sorted(names, key=known.get)
    ]
    return json.dumps(file, ensure_ascii=False)


def pack(path: Path, value: object) -> None:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=True, separators=(",", ":"))
    path.write_bytes(gzip.compress(text.encode("utf8"), 9, mtime=0))


def unpack(path: Path) -> str:
    return gzip.decompress(path.read_bytes()).decode("utf8")


def ids(tokenizer, length: int, texts: list[str]) -> list[list[int]]:
    return [tokenizer(text, truncation=True, max_length=length)["input_ids"] for text in texts]


def main(target: Path, published: list[str]) -> None:
    target.mkdir(parents=True, exist_ok=True)
    texts, lines = strings(), training_text()
    recorded: dict[str, object] = {"transformers": transformers.__version__, "strings": texts}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        clip = clip_tokenizer(trained_merges(folder, lines), folder)
        pack(target / "clip.json.gz", clip._tokenizer.to_str())
        recorded["clip"] = ids(clip, CLIP_LENGTH, texts)

        model = train(
            folder,
            [line.lower() for line in lines],
            "siglip",
            model_type="unigram",
            vocab_size=1200,
            character_coverage=0.995,
            hard_vocab_limit=False,
            pad_id=0,
            eos_id=1,
            unk_id=2,
            bos_id=-1,
            normalization_rule_name="nmt_nfkc",
        )
        siglip = transformers.SiglipTokenizer(str(model), model_max_length=SIGLIP_LENGTH)
        pack(target / "siglip.json.gz", declared(SiglipConverter(siglip).converted(), ["</s>", "<unk>"]))
        recorded["siglip"] = ids(siglip, SIGLIP_LENGTH, texts)

        model = train(
            folder,
            lines,
            "siglip2",
            model_type="bpe",
            vocab_size=1600,
            character_coverage=0.995,
            byte_fallback=True,
            split_digits=True,
            allow_whitespace_only_pieces=True,
            add_dummy_prefix=False,
            remove_extra_whitespaces=False,
            pad_id=0,
            eos_id=1,
            bos_id=2,
            unk_id=3,
            pad_piece="<pad>",
            eos_piece="<eos>",
            bos_piece="<bos>",
            normalization_rule_name="identity",
        )
        siglip2 = transformers.GemmaTokenizer(str(model), add_bos_token=False, add_eos_token=True)
        marks = ["<pad>", "<eos>", "<bos>", "<unk>"]
        pack(target / "siglip2.json.gz", declared(Siglip2Converter(siglip2).converted(), marks))
        recorded["siglip2"] = ids(siglip2, SIGLIP_LENGTH, texts)

        if published:
            source, made_file = map(Path, published)
            merges = unpack(source).split("\n")[1 : 49152 - 256 - 2 + 1]
            real = clip_tokenizer(merges, folder)
            made_file.write_text(real._tokenizer.to_str(), encoding="utf8")
            recorded["clipPublished"] = ids(real, CLIP_LENGTH, texts)
        # How far the Rust library, which reads the same files, is from the reference.
        for kind, length in (("clip", CLIP_LENGTH), ("siglip", SIGLIP_LENGTH), ("siglip2", SIGLIP_LENGTH)):
            rust = FastTokenizer.from_str(unpack(target / f"{kind}.json.gz"))
            rust.enable_truncation(length)
            differ = [t for t, e in zip(texts, recorded[kind]) if rust.encode(t).ids != e]
            print(f"{kind}: {len(differ)} of {len(texts)} differ in the Rust library", [t[:40] for t in differ[:12]])
    pack(target / "expected.json.gz", recorded)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])

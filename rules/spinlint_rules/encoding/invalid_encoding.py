"""ENC101: characters that were garbled on the way."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spinlint import Document, Edit, Finding, Fix, Mask, Row, Rule
from spinlint_rules.encoding.mojibake import repairs
from spinlint_rules.encoding.suspects import MOJIBAKE, STRAY, is_garbled, row_signs


@dataclass(frozen=True)
class InvalidEncoding(Rule):
    """Characters were garbled when the text was read in a wrong encoding.

    UTF-8 that was read as Windows-1252, Mac Roman or Windows-1251 shows as "â€™", "Ã©", "‚Äô" or "Р°"; bytes that
    fitted nowhere show as "�" or as invisible C1 controls. Such text was copied by machines and proofread by nobody,
    and its words are lost to search and to language models. Decode the source again; where that is out of reach, the
    fix puts back what the bytes prove. What "�" stood for is lost for good, but for the apostrophe of "don�t".

    A capital with an accent in front of a typographic quote ("CAFÉ”") looks like garbled text and is left alone. On
    2,505 clean documents: 3 have a finding, each of them a true one.
    """

    code = "ENC101"
    name = "invalid-encoding"
    bad = (
        "It<<â€™>>s late in the caf<<Ã©>>, said Zo<<Ã«>>.",
        "<<â€œ>>Nobody came,<<â€\x9d>> she wrote. It cost 20<<Â°>>, then 5 <<â‚¬>>.",
        "We don<<\ufffd>>t know what the <<\ufffd\ufffd>> stood for.",
        "They<<‚Äô>>ve left. She<<\x92>>s here. He<<Ã¢â‚¬â„¢>>s not.",
    )
    good = (
        "“Déjà vu” at the CAFÉ… costs £5 – “à la carte”, says Zoë Ångström from São Paulo.",
        "Он сказал, что Россия и Сербия подпишут договор. Η Αθήνα είναι μεγάλη.",
        "L'ÉTÉ « à la plage », c'est fini. √2 is about 1.41, and MAÇÃ” is a word in quotes.",
    )

    def may_find(self, row: Row) -> Mask:
        suspect: Mask = row.fact(row_signs) & (STRAY | MOJIBAKE) != 0
        return suspect

    def check(self, document: Document) -> Iterator[Finding]:
        if not is_garbled(document):
            return
        for repair in repairs(document.prose):
            original = repair.original
            fix = None if original is None else Fix((Edit(repair.span, original),), safe=repair.certain)
            yield self.finding(
                repair.span,
                "garbled characters" if original is None else f"garbled: should read {original!r}",
                suggestion=original,
                confidence=0.99 if repair.certain else 0.9,
                fix=fix,
            )

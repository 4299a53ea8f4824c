"""Reads a mail (RFC 5322): a newsletter becomes an article with its sender as author."""

from __future__ import annotations

from email import message_from_string, policy
from email.errors import MessageError
from email.message import EmailMessage

from convert.diagnostics import Diagnostic, Origin
from convert.errors import SourceError
from convert.formats import Source
from convert.ledger import Claim, Kind
from convert.metadata import Agent, Contribution
from convert.model import Document, Paragraph, Text
from convert.readers.assemble import Head, assemble
from convert.value import Value


class Mail(Value):
    """Reads the plain text of a mail; attachments are named as losses."""

    name = "mail"

    def accepts(self, source: Source) -> int:
        """1 for ``.eml``, 2 more when the headers of a mail come first."""
        first = source.text[:4000].partition("\n\n")[0]
        is_mail = all(f"\n{header}" in f"\n{first}" for header in ("From: ", "Date: ", "Subject: "))
        return source.name.lower().endswith(".eml") + 2 * is_mail

    def read(self, source: Source) -> Document:
        """Raises ``SourceError`` for a mail without text."""
        try:
            mail = message_from_string(source.text, _class=EmailMessage, policy=policy.default)
            body = mail.get_body(("plain",))
            text = body.get_content() if body else ""
        except (MessageError, LookupError, ValueError) as error:
            raise SourceError(f"{source.name}: is no mail that can be read: {error}") from None
        if not text.strip():
            raise SourceError(f"{source.name}: has no plain text")
        origin = Origin(source.name, 1)
        blocks = tuple(
            Paragraph((Text(" ".join(part.split())),), origin)
            for part in text.split("\n\n")
            if part.strip()
        )
        losses = [Diagnostic("r-002", part.get_filename("?"), origin) for part in attachments(mail)]
        return assemble(source, head(mail, origin), blocks, diagnostics=tuple(losses))


def head(mail: EmailMessage, origin: Origin) -> Head:
    """Subject, date and sender; each statement is a claim in the words of the mail."""
    senders = mail["from"].addresses if mail["from"] else ()
    names = [sender.display_name or sender.addr_spec for sender in senders]
    date = (
        mail["date"].datetime.date().isoformat() if mail["date"] and mail["date"].datetime else ""
    )
    claims = [
        Claim(Kind.AUTHOR, n, (Contribution(Agent(n), "aut"),), origin=origin) for n in names if n
    ]
    claims += [Claim(Kind.DATE, date, origin=origin)] if date else []
    return Head(title=str(mail["subject"] or ""), published=date, claims=tuple(claims))


def attachments(mail: EmailMessage) -> list[EmailMessage]:
    return list(mail.iter_attachments()) if mail.is_multipart() else []

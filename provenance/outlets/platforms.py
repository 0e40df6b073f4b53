"""Accounts on platforms: "Facebook page of X", "X Twitter account", "@handle, Telegram", "T.me/name"."""

from __future__ import annotations

import re
from dataclasses import dataclass

_NAMES = {
    "facebook": "facebook", "twitter": "twitter", "x": "twitter", "telegram": "telegram", "instagram": "instagram",
    "youtube": "youtube", "vkontakte": "vk", "vk": "vk", "odnoklassniki": "ok", "tiktok": "tiktok", "weibo": "weibo",
    "linkedin": "linkedin", "rutube": "rutube",
}  # fmt: skip
_HOSTS = {
    "facebook": "facebook.com", "twitter": "twitter.com", "telegram": "t.me", "instagram": "instagram.com",
    "youtube": "youtube.com", "vk": "vk.com", "ok": "ok.ru", "tiktok": "tiktok.com",
    "weibo": "weibo.com", "linkedin": "linkedin.com", "rutube": "rutube.ru",
}  # fmt: skip
#: Where `youtube.com/@name` and the like keep the sign.
_KEEPS_SIGN = frozenset({"youtube", "tiktok"})
_PLATFORM = "|".join(name for name in _NAMES if name != "x")
_KIND = r"(?:page|account|channel|group|feed|profile|post|public page)"
_HANDLE = r"@[A-Za-z0-9_.]{2,40}"
_OF = re.compile(rf"(?:the )?(?:official )?({_PLATFORM}) {_KIND} of (.{{2,200}})\Z", re.IGNORECASE)
_AFTER = re.compile(
    rf"(.{{2,200}}?)(?:(?:['’]s?)? (?:official )?({_PLATFORM}) {_KIND}|(?:['’]s| on|,| via) (?:official )?({_PLATFORM}))\Z",
    re.IGNORECASE,
)
_HANDLE_ON = re.compile(rf"({_HANDLE})(?:,? (?:on |via )?[(\[]?({_PLATFORM}|X)[)\]]?(?: {_KIND})?)?\Z", re.IGNORECASE)
_ON_HANDLE = re.compile(rf"({_PLATFORM}|X)(?: {_KIND})?[:,]? \(?({_HANDLE})\)?\Z", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Account:
    """An account as a text names it: the platform's id and host, the path if the handle is known, the name of its holder."""

    platform: str
    host: str
    path: str
    holder: str | None


def read_account(text: str) -> Account | None:
    """The account that a text names in words, or None. Hosts with a path are the business of the host rule."""
    if len(text) > 300:
        return None
    match = _HANDLE_ON.match(text)
    if match:
        return _account(match[2], match[1], None) if match[2] else None
    match = _ON_HANDLE.match(text)
    if match:
        return _account(match[1], match[2], None)
    match = _OF.match(text)
    if match:
        return _account(match[1], None, match[2])
    match = _AFTER.match(text)
    if match:
        return _account(match[2] or match[3], None, match[1])
    return None


def _account(platform: str, handle: str | None, holder: str | None) -> Account:
    name = _NAMES[platform.lower()]
    if handle is None:
        return Account(name, _HOSTS[name], "", holder)
    path = "/" + (handle if name in _KEEPS_SIGN else handle[1:])
    return Account(name, _HOSTS[name], path, holder)

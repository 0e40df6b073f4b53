"""The version of this program; pyproject.toml and CHANGELOG.md agree with it by test."""

VERSION = "0.1.0"

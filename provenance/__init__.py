"""Reads newsroom citations, finds the cited items in public archives, and reports what they show."""

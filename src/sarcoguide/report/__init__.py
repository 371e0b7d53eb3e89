"""The text faces of a plan: what clinicians and patients read, and the generated documents.

A face only arranges what the plan holds; it judges nothing. Every face shows every warning.
"""

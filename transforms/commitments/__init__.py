"""Mentions into commitments: what is one commitment, what becomes of it, when it changed."""

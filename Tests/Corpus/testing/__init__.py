"""The kinds of documents that the classifier is judged by; whoever tunes it does not read them."""

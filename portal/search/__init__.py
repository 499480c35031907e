"""One search over everything public: index, words, ranking, page, and what is learnt from it."""

"""Forms of the pages: they parse and clean; what is right and wrong is judged by the domain."""

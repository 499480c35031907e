"""What readers see, for machines: linked data, the API, dumps, and pages in other forms."""

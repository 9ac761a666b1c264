"""AgeLens engine: faces, apparent age and perceived gender, without any user interface."""

__version__ = "0.1.0"

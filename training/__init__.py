"""AgeLens training: data sets, recipes and the trainer, without any user interface."""

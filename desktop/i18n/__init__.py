"""Package desktop/i18n."""

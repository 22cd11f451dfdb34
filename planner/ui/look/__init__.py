"""How everything looks: tokens, the style sheet made of them, fonts and icons."""

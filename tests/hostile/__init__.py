"""A store that means harm: every text it sends is made to break a terminal, a layout or Textual's markup."""

"""`motcua probe`: five everyday things played from outside, again and again. Needs neither Django nor a database."""

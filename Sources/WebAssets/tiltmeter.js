// Everything works without this script.

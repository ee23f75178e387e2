"""BPMN 2.0 XML in and out: `reading.read` gives a process and a report, `writing.write` the file. No script is run."""

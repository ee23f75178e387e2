"""A made-up city at work: what will happen is planned without a database, then done by the acts themselves.

`demand` draws who comes when and for what, `fates` what will become of each case, `planning` lets queues and delays
arise at the desks of officials who work office hours, `acting` carries the plan out. One seed, one ledger.
"""

"""An invented landlord's policy: the house rules of the page, with a ladder and a formal process of its own."""

from functools import cache

from rules.policy.parse import parse
from rules.policy.schema import Pack
from tests.rules.packs import texts

_BEHAVIOURS = """
behaviours:
  - behaviour: abuse
    stance: against
    clauses: [HR-04]
    course: {mild: review, serious: hide, extreme: hide}
    left_in: {reaction: mild}
    why: Insults.
  - {behaviour: threat, stance: against, clauses: [HR-03], course: {serious: urgent, extreme: urgent}, why: A threat.}
  - {behaviour: private_data, stance: against, clauses: [HR-05], course: {serious: urgent}, why: Private details.}
  - {behaviour: contacts_staff_personally, stance: against, clauses: [HR-04], course: {serious: review}, why: A colleague.}
  - {behaviour: allegation, stance: test_evidence, clauses: [HR-01], course: {serious: review}, why: It may be true.}
  - {behaviour: volume, stance: against, clauses: [HR-01], course: {serious: review}, harm_test: true, why: Much contact.}
  - {behaviour: persistence, stance: against, clauses: [HR-01], course: {serious: review}, harm_test: true, why: Going on.}
  - {behaviour: spam, stance: house_rule, clauses: [HR-06], course: {mild: hide}, why: Adverts.}
"""

_LADDER = """
ladder:
  - behaviours: [abuse, contacts_staff_personally]
    severities: [mild, serious, extreme]
    warnings_to: 0
    earlier_to: 0
    measures: [open_case]
    clause: HR-07
  - behaviours: [abuse, contacts_staff_personally]
    severities: [mild, serious, extreme]
    warnings_to: 0
    earlier_from: 1
    measures: [warning_letter]
    clause: HR-07
  - behaviours: [abuse, contacts_staff_personally]
    severities: [mild, serious, extreme]
    warnings_from: 1
    measures: [hide, report, block]
    clause: HR-08
  - {behaviours: [threat], severities: [serious, extreme], measures: [hide, block], clause: HR-08}
  - {behaviours: [private_data], severities: [serious], measures: [warning_letter], clause: HR-07}
  - {behaviours: [private_data], severities: [serious], house_rule: true, measures: [hide], clause: HR-05}
  - {behaviours: [volume, persistence], severities: [serious], measures: [warning_letter], clause: HR-07}
  - {behaviours: [spam], severities: [mild], measures: [hide], clause: HR-06}
"""

_CASEWORK = """
casework:
  warning: {demand: always, letter: true, by: [Caseworker], record_first: Ledger, clause: HR-07}
  features: {needed: 2, clause: HR-07}
  approval:
    - label: Page manager+Administrator
      seats: [{posts: [Page manager]}, {posts: [Administrator]}]
      clause: HR-08
    - {restrictions: [no_further_correspondence], seats: [{posts: [Administrator]}], exhausted: true, clause: HR-08}
  restrictions:
    - {kind: spoc, leaves: One colleague., breached_by: [public, private], clause: HR-08}
    - {kind: no_further_correspondence, leaves: Every other matter., clause: HR-08}
  duration: {standard: 6, clause: HR-08}
  review: {every: 3, by: [{posts: [Page manager]}], owner: Page manager, clause: HR-08}
  appeal: {posts: [Administrator], label: Page manager, clause: HR-09}
  contents: {decision: [reason, action], clause: HR-09}
  telling: {every_action: true, clause: HR-09}
  markers:
    - {code: take_care, label: Take care, system: Ledger, consider: [threat], clause: HR-03}
  records:
    - {system: Ledger, at: [warning_due], clause: HR-07}
    - {system: Safety book, at: [incident], behaviours: [threat], clause: HR-03}
    - {system: Breach book, at: [breach], clause: HR-08}
  tells:
    - {whom: Page manager, at: [breach], clause: HR-08}
  steps:
    - ask: speak_directly
      behaviours: [abuse]
      severities: [mild, serious]
      first_only: true
      post: Moderator
      clause: HR-07
    - ask: refer
      behaviours: [abuse]
      severities: [serious]
      after_warning: true
      post: Caseworker
      system: Post
      clause: HR-08
    - ask: line_manager_replies
      behaviours: [abuse, contacts_staff_personally]
      severities: [mild, serious]
      where_personal: true
      post: Page manager
      clause: HR-04
    - {ask: ask_identity, behaviours: [abuse], severities: [serious], post: Moderator, clause: HR-02}
  liaison: {before: [warning, restriction], clause: HR-02}
"""


@cache
def harbour() -> Pack:
    """The pack, read as any other."""
    own = texts("house-rules") | {"behaviours.yaml": _BEHAVIOURS, "ladder.yaml": _LADDER, "casework.yaml": _CASEWORK}
    own["pack.yaml"] = own["pack.yaml"].replace("id: house-rules", "id: harbour").replace("duty: may", "duty: must")
    own["pack.yaml"] = own["pack.yaml"].replace("volume: {counted: false", "volume: {counted: true")
    return parse(own)

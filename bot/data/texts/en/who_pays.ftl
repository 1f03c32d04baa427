# Who pays: for guidance, never a refusal.

who-pays-tenant = In principle, this is yours to pay (for guidance only): { $problem }. { $depends }
    .sms = In principle, this is yours to pay (for guidance): { $problem }. { $depends }
who-pays-landlord = In principle, this is for the landlord, not for you (for guidance only): { $problem }. { $depends }
    .sms = In principle, this is for the landlord, not you (for guidance): { $problem }. { $depends }
who-pays-depends = It depends on the cause (for guidance only): { $problem }. { $depends }
    .sms = It depends (for guidance only): { $problem }. { $depends }
who-pays-contract = In principle, the residence's maintenance contract covers this (for guidance only): { $problem }. { $firm } deals with it, and the cost is usually part of your charges. If the contract does not cover your case, an adviser can tell you who pays.
    .sms = In principle, the residence's contract covers this (for guidance): { $problem }. { $firm } deals with it, usually within your charges.
who-pays-no-exception = Your lease and the move-in inventory count too.
who-pays-ask = What is it about? I will tell you who pays in principle.
    .sms = What is it about? I will tell you who pays.
who-pays-open = Tell me what it is about, for example "the tap washer", and I will tell you who pays in principle.
who-pays-basis = Reference text (in French): { $basis }. This is never a refusal: an adviser can check your case with you.
    .sms = French text: { $basis }. An adviser can check your case.
who-pays-basis-to-confirm = Reference text (in French): { $basis }. This point is still to be confirmed: an adviser can check your case with you.
    .sms = French text: { $basis }. To be confirmed: an adviser can check.

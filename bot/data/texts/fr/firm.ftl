# Prestataires : écrits en français seulement.

firm-booked = Rendez-vous { $reference } : { $window }, { $where } ({ $problem }).
firm-given-up = Rendez-vous { $reference } annulé par le locataire : { $window }, { $where }. Le créneau est de nouveau libre.

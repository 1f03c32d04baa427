# Lo que no es una avería: las palabras justas, una referencia, una fecha.

matter-callback = Queda anotado (solicitud { $reference }): un asesor se pondrá en contacto con usted en cuanto abramos, el { $due }. Si prefiere llamar: { $phone }.
matter-callback-open = Queda anotado (solicitud { $reference }): un asesor se pondrá en contacto con usted lo antes posible, a más tardar el { $due }. Si prefiere llamar: { $phone }.
matter-again = Esto ya está anotado, solicitud { $reference }. He añadido su mensaje.
matter-nuisance = Lo entiendo, es duro de soportar. Solicitud { $reference }: volvemos a contactar con usted a más tardar el { $day } para escuchar su testimonio. Apunte las fechas y las horas. Si alguien está en peligro, llame al 17.
    .sms = Lo entiendo. Solicitud { $reference }: volvemos a contactar con usted a más tardar el { $day } para su testimonio. Apunte fechas y horas. Si alguien está en peligro: el 17.
matter-nuisance-now = Lo entiendo, es duro de soportar. El equipo de tranquilidad, que trabaja hasta medianoche, tiene su solicitud { $reference }. Volvemos a contactar con usted a más tardar el { $day } para escuchar su testimonio. Si alguien está en peligro, llame al 17.
    .sms = Lo entiendo. El equipo de tranquilidad (hasta medianoche) tiene su solicitud { $reference }. Volvemos a contactar con usted a más tardar el { $day } para su testimonio. Si alguien está en peligro: el 17.
matter-appeal = Entiendo que no esté de acuerdo. Solicitud { $reference }: tendrá una respuesta escrita a más tardar el { $day }. Si no le convence, puede presentar una reclamación amistosa (recours amiable) y después acudir al mediador ({ $mediator }), gratuito. Nada es definitivo sin la opinión de una persona.
    .sms = Entiendo que no esté de acuerdo. Solicitud { $reference }: respuesta escrita a más tardar el { $day }. Después: reclamación amistosa, luego mediador gratuito. Nada es definitivo sin la opinión de una persona.
matter-works = Queda anotado, solicitud { $reference }: un asesor le responde sobre las obras a más tardar el { $due }. Las obras previstas se anuncian al menos 8 días antes.
matter-senior-works = Queda anotado, solicitud { $reference }. Después de los 70 años, con más de 25 años en su vivienda, algunas obras de comodidad pueden ser gratuitas. Un asesor lo comprueba con usted a más tardar el { $due }.
matter-adaptation = Gracias por contárnoslo. Solicitud { $reference }: podemos estudiar la adaptación de su vivienda, con un diagnóstico en 20 días desde que nos dé su acuerdo para tratar sus datos. No escriba aquí ningún detalle médico: le diré cómo enviar el certificado. ¿Está de acuerdo?
    .sms = Gracias por contárnoslo. Solicitud { $reference }: adaptar su vivienda, diagnóstico en 20 días desde su acuerdo para tratar sus datos. No escriba aquí nada médico. ¿De acuerdo?
matter-financial = Gracias por contárnoslo, ha hecho bien. Solicitud { $reference }: una persona del equipo social se pondrá en contacto con usted a más tardar el { $due } para buscar juntos una solución. Si puede, pague una parte del alquiler (loyer), aunque sea pequeña: eso ayuda. También puede llamar a SOS Loyers impayés (ayuda para alquileres sin pagar), gratis: 0 805 16 00 75.
    .sms = Gracias por contárnoslo, ha hecho bien. Solicitud { $reference }: el equipo social se pondrá en contacto con usted a más tardar el { $due } para buscar juntos una solución. Consejos gratis: 0 805 16 00 75.
matter-rent = Queda anotado, solicitud { $reference }: el servicio de alquileres le responde a más tardar el { $due }. Su recibo de alquiler (quittance) es gratuito.
matter-search = Queda anotado, solicitud { $reference }: un asesor de alquiler le llama para hablar de su búsqueda de vivienda. { $offers }
matter-move-in = Le damos la bienvenida a su casa. Solicitud { $reference }: un asesor lo mira con usted a más tardar el { $due }. A título orientativo (ley francesa 89-462, art. 3-2), tiene 10 días después del acta de entrada (état des lieux) para pedir que se complete.
    .sms = Le damos la bienvenida. Solicitud { $reference }: un asesor lo mira con usted a más tardar el { $due }. A título orientativo, 10 días para completar el acta de entrada (état des lieux, ley 89-462 art. 3-2).
matter-notice = Queda anotado, solicitud { $reference }: un asesor le explica cómo dejar la vivienda a más tardar el { $due } y le propone una visita para aconsejarle. Atención: este mensaje no basta. A título orientativo (ley francesa 89-462, art. 15), el aviso de salida (congé) se da por carta certificada, por acta de un commissaire de justice (oficial de justicia) o en mano contra recibo.
    .sms = Solicitud { $reference }: un asesor le explica la salida a más tardar el { $due }. Este mensaje no basta: a título orientativo, carta certificada o entrega contra recibo (ley 89-462 art. 15).

consent-noted = Gracias. Su acuerdo queda anotado en la solicitud { $reference }: el diagnóstico se hace a más tardar el { $day }. { $send }
no-consent-noted = De acuerdo, no se hará nada sin su acuerdo. Escríbame cuando quiera, o pida hablar con un asesor.

# Respuestas cortas.

greet = Hola, aquí { $landlord }. Soy un asistente automático: dígame qué no va bien en su casa, o haga su pregunta.
thank = De nada. Sigo aquí si me necesita.
goodbye = Adiós. Puede escribirme a cualquier hora.
help = Puedo anotar un problema en su vivienda o en el edificio, dar una cita, decir quién paga, seguir una solicitud o pasarle con un asesor. Escriba simplemente qué pasa.
bot-challenge = Sí, soy un asistente automático, de { $landlord }. Para hablar con una persona, escriba «asesor» o llame al { $phone }.
    .sms = Sí, soy un asistente automático, de { $landlord }. Para hablar con una persona, escriba "asesor" o llame al { $phone }.
contact-hours = { $landlord }, { $phone }. Oficinas abiertas: { $hours }. Aquí respondo a cualquier hora, y las urgencias se atienden día y noche.
hours-day = { $day } { $hours }
hours-days = { $first } a { $last } { $hours }
weekday-0 = lunes
weekday-1 = martes
weekday-2 = miércoles
weekday-3 = jueves
weekday-4 = viernes
weekday-5 = sábado
weekday-6 = domingo
stop-messages = Para no recibir más mensajes, responda solo STOP. Los mensajes de urgencia continúan.
affirm = Muy bien. Dígame si necesita algo más.
deny = De acuerdo. Dígame si necesita algo más.
out-of-scope = No puedo ayudarle con eso. Me ocupo de su vivienda, del edificio y de sus trámites con { $landlord }. Para hablar con una persona, escriba «asesor».
choice-stale = Esta lista ya no es válida. Dígame simplemente qué quiere hacer.
did-you-mean = No sé si he entendido bien. ¿De qué se trata?
offer-adviser = Lo siento, no consigo entenderlo. ¿Quiere que le responda un asesor?
change-language = ¿En qué idioma quiere que le escriba?
language-set = { $sentence }

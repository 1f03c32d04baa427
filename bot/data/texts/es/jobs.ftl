# El día de la cita: recordatorios, noticias, ausencia, acceso, opinión.

reminder-eve = Recordatorio: { $firm } viene mañana, { $window } ({ $problem }, solicitud { $reference }). ¿Estará usted?
    .sms = Recordatorio: { $firm } viene mañana, { $window }, solicitud { $reference }. ¿Estará usted?
reminder-morning = Es hoy: { $firm } viene { $window } ({ $problem }, solicitud { $reference }). ¿Estará usted?
    .sms = Es hoy: { $firm } viene { $window }, solicitud { $reference }. ¿Estará usted?
reminder-plain = Recordatorio: { $firm } viene { $window } (solicitud { $reference }). Si no puede estar, escríbamelo lo antes posible.
line-there = estaré
choice-move = necesito otra hora
choice-cancel = anular
presence-noted = Gracias, anotado. { $firm } viene { $window } (solicitud { $reference }).
not-there = De acuerdo, usted no estará: { $firm }, { $window } (solicitud { $reference }). ¿Qué desea hacer?

job-on-the-way = { $firm } está en camino y llega en unos { $minutes } minutos (solicitud { $reference }).
job-coming = { $firm } está en camino (solicitud { $reference }).
job-late = { $firm } se retrasa y llega a más tardar a las { $until } (solicitud { $reference }). Le pedimos disculpas. Si no le conviene, escríbamelo.
job-arrived = { $firm } nos dice que ha llegado (solicitud { $reference }). Si no es así, escríbamelo.
job-done = { $firm } ha terminado el trabajo (solicitud { $reference }). Si no está resuelto, escríbamelo.
job-not-fixed = { $firm } ha venido, pero aún no está resuelto: hace falta otra visita (solicitud { $reference }). Ya puede elegir una hora.
job-no-access = { $firm } vino { $window } pero no pudo entrar (solicitud { $reference }). No pasa nada: elija otra hora.
job-no-access-again = { $firm } vino { $window } pero no pudo entrar (solicitud { $reference }). Puede ocurrir. Un asesor le contacta para encontrar el momento que le convenga.
job-parts = { $firm } espera una pieza para terminar (solicitud { $reference }). Puede elegir una hora para continuar.
job-parts-day = { $firm } espera una pieza, prevista { $day } (solicitud { $reference }). Puede elegir una hora a partir de ese día.

job-came = La franja { $window } con { $firm } ha terminado (solicitud { $reference }). ¿Ha venido el técnico?
job-came-plain = La franja { $window } con { $firm } ha terminado (solicitud { $reference }). Si no ha venido nadie, escriba "no ha venido nadie".
line-came-yes = sí
line-came-no = no
line-came-now = está aquí ahora
came-noted = Gracias, anotado. Si el problema no está resuelto, escríbamelo (solicitud { $reference }).
no-show-windows = Le pedimos disculpas: no vino nadie { $window } (solicitud { $reference }). { $firm } y un asesor están avisados, y usted pasa primero. ¿Qué hora le conviene?
    .sms = Disculpas: no vino nadie, solicitud { $reference }. Está avisado y usted pasa primero. ¿Qué hora le conviene?
no-show-disputed = { $firm } nos dijo que había ido (solicitud { $reference }). Un asesor lo comprueba y le responde aquí.
late-window-lasts = El técnico de { $firm } puede llegar todavía hasta las { $until } (solicitud { $reference }). Le pregunto dónde está. Si no está ahí a esa hora, escríbamelo.

freed-first = Ha quedado libre una hora con { $firm }: { $window } (solicitud { $reference }). Se la guardo hasta las { $until }. ¿La quiere?
freed-earlier = Ha quedado libre una hora anterior con { $firm }: { $window } (solicitud { $reference }). ¿La quiere? Es para quien responda primero; si no, conserva su cita.
line-take = sí, la tomo
line-keep = no, gracias
earlier-noted = Anotado: si queda libre una hora anterior con { $firm }, se lo escribo aquí.

ask-access = ¿Algo más para poder entrar (solicitud { $reference })? Quién estará, un teléfono, un código, un perro: escríbalo aquí si quiere. Solo lo leerá la empresa.
    .sms = Para entrar (solicitud { $reference }): ¿quién estará, teléfono, código, perro? Escríbalo aquí. Solo lo lee la empresa.
line-no-thanks = no, gracias
line-earlier = avisarme si es antes
access-noted = Gracias, anotado para el técnico.
access-nothing = De acuerdo. Puede escribírmelo antes de la cita.

survey-work = { $firm } ha ido a su casa ({ $problem }, solicitud { $reference }). ¿Está contento con el trabajo?
    .sms = { $firm } ha ido a su casa, solicitud { $reference }. ¿Está contento con el trabajo?
line-rate-1 = nada
line-rate-2 = poco
line-rate-3 = regular
line-rate-4 = bastante
line-rate-5 = mucho
survey-on-time = Gracias. ¿Llegó el técnico a la hora?
survey-on-time-sorry = Lo sentimos. La solicitud { $reference } está abierta para entenderlo y corregirlo: respuesta a más tardar { $day }. ¿Llegó el técnico a la hora?
survey-word = Gracias. ¿Algo que añadir sobre el trabajo? Escríbalo aquí.
survey-word-noted = Gracias, su mensaje está anotado. Cuenta en la evaluación de la empresa.
survey-thanks = Gracias, su opinión cuenta en la evaluación de la empresa.

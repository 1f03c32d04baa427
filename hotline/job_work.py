"""What the clock does for appointments, by the kind of timer."""

from backend_client import freed_windows, job_days, jobs
from bot.actions.appointment_lines import ASK_FIRM_TIMER
from hotline import appointment_news, firm_news, freed_offers, reminders, survey

WORK = {
    jobs.NEWS_TIMER: appointment_news.tell,
    job_days.EVE_TIMER: reminders.eve,
    job_days.MORNING_TIMER: reminders.morning,
    job_days.LINK_TIMER: firm_news.send_link,
    job_days.END_TIMER: reminders.window_over,
    job_days.UNKNOWN_TIMER: reminders.visit_unknown,
    job_days.ACCESS_TIMER: reminders.ask_access,
    job_days.SURVEY_TIMER: survey.ask,
    freed_windows.TIMER: freed_offers.offer,
    ASK_FIRM_TIMER: firm_news.ask_where,
}

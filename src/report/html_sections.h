/* html_sections.h: the longer sections of the page (html.h), one file each. A section adds what
 * stands under its heading, and nothing at all where it has no figure to show: the page then leaves
 * it out. */
#ifndef REPORT_HTML_SECTIONS_H
#define REPORT_HTML_SECTIONS_H

#include "report/html_parts.h"

/* html_flow.c: affluence. Days where there are at most 62 that counted anything, else weeks, else
 * months, else years; the last 62 of them. */
void html_hours(struct page *page);
void html_days(struct page *page);

/* html_missions.c: who starts, how far they come, where they leave. The 12 most started. */
void html_missions(struct page *page);

/* html_stands.c: the 200 stands that met most people; and the benchmarks of 2022. */
void html_stands(struct page *page);
void html_benchmarks(struct page *page);

/* html_notes.c: what must be known to read the figures, the first 60 remarks among it, as a list
 * that the caller closes; and what the words mean. */
void html_remarks(struct page *page);
void html_glossary(struct page *page);

#endif

#include "report/svg.h"

#include "base/utf8.h"
#include "report/html_parts.h"

#include <math.h>

/* Pixels from the top of a chart of columns. */
enum { HEIGHT = 172, TOP = 20, FLOOR = 146, LABELS = 165, STUB = 5 };

/* Shares of its width, in percent, left to the scale and to the last label. */
static const double gutter = 10, margin = 3;

/* The narrowest a chart is drawn (on a phone), and what a character of a label takes. */
enum { NARROW = 270, CHARACTER = 7, APART = 3, FEWEST = 8 };

static double biggest(const struct svg_columns *chart, size_t *which)
{
    double most = 0;
    for (size_t i = 0; i < chart->n; i++) {
        const struct svg_bar *bar = &chart->bars[i];
        if (!bar->hidden && (double)bar->n > most) {
            most = (double)bar->n;
            *which = i;
        }
    }
    return most;
}

/* A round step (1, 2 or 5 times a power of ten) with at most four of them up to most. */
static double round_step(double most)
{
    static const double rounds[] = {1, 2, 5, 10};
    double power = pow(10, floor(log10(most / 4)));
    for (size_t i = 0; i < sizeof rounds / sizeof *rounds; i++) {
        if (rounds[i] * power * 4 >= most) {
            return fmax(1, rounds[i] * power);
        }
    }
    return fmax(1, 10 * power);
}

/* "500", "12 k", "3 M": short, for the scale, whose steps are round. */
static void add_short(struct str *out, double value)
{
    static const struct {
        double from, unit;
        const char *sign;
    } units[] = {{1e9, 1e9, "\u00A0Md"}, {1e6, 1e6, "\u00A0M"}, {1e4, 1e3, "\u00A0k"}, {0, 1, ""}};
    size_t i = 0;
    while (value < units[i].from) {
        i++;
    }
    int decimals = fmod(value, units[i].unit) > 0 ? 1 : 0;
    double share = value / units[i].unit;
    if (units[i].unit < 2) {
        html_number(out, (int64_t)value);
        return;
    }
    str_addf(out, share < 1e5 ? "%.*f%s" : "%.*e%s", decimals, share, units[i].sign);
}

static void add_scale(struct str *out, double step, double top)
{
    int lines = (int)round(top / step);
    for (int i = 0; i <= lines; i++) {
        double at = step * i;
        double y = FLOOR - at / top * (FLOOR - TOP);
        str_addf(out, "<line class=\"%s\" x1=\"%.0f%%\" x2=\"100%%\" y1=\"%.1f\" y2=\"%.1f\"/>",
                 i > 0 ? "grid" : "floor", gutter, y, y);
        str_addf(out, "<text class=\"end\" x=\"%.0f%%\" y=\"%.1f\" dx=\"-6\">", gutter, y + 4);
        add_short(out, at);
        str_add(out, "</text>");
    }
}

/* How many labels of this chart stand side by side on a narrow page. */
static size_t labels_fit(const struct svg_columns *chart)
{
    size_t widest = 1;
    for (size_t i = 0; i < chart->n; i++) {
        size_t n = utf8_count(chart->bars[i].label);
        widest = n > widest ? n : widest;
    }
    size_t fit = NARROW / (widest * CHARACTER);
    return fit > 0 ? fit : 1;
}

/* Few columns are not stretched over the whole width, nor so narrow that their labels touch. */
static size_t slots_of(const struct svg_columns *chart)
{
    size_t fit = labels_fit(chart), fewest = fit < FEWEST ? fit : FEWEST;
    return chart->n > fewest ? chart->n : fewest;
}

/* Which values can stand over their columns: all where they fit, else the highest alone. */
static bool values_fit(const struct svg_columns *chart, int64_t most)
{
    struct str value = {0};
    size_t slots = slots_of(chart);
    html_number(&value, most);
    size_t width = utf8_count(str_text(&value)) * CHARACTER + APART;
    str_release(&value);
    return width * slots <= NARROW;
}

static size_t label_stride(const struct svg_columns *chart)
{
    size_t fit = labels_fit(chart);
    return (slots_of(chart) + fit - 1) / fit;
}

static void add_columns(struct str *out, const struct svg_columns *chart, double top, size_t peak)
{
    double slot = (100 - gutter - margin) / (double)slots_of(chart);
    bool all = values_fit(chart, chart->bars[peak].n);
    size_t stride = label_stride(chart);
    for (size_t i = 0; i < chart->n; i++) {
        const struct svg_bar *bar = &chart->bars[i];
        double x = gutter + slot * (double)i, middle = x + slot / 2;
        double height = bar->hidden ? STUB : (double)bar->n / top * (FLOOR - TOP);
        height = bar->n > 0 ? fmax(height, 1.5) : 0;
        if (height > 0) {
            str_addf(out,
                     "<rect%s x=\"%.2f%%\" y=\"%.1f\" width=\"%.2f%%\" height=\"%.1f\" "
                     "rx=\"2\"/>",
                     bar->hidden ? " class=\"few\"" : "", x + slot * 0.14, FLOOR - height,
                     slot * 0.72, height);
        }
        if (!bar->hidden && bar->n > 0 && (all || i == peak)) {
            str_addf(out, "<text class=\"value\" x=\"%.2f%%\" y=\"%.1f\">", middle,
                     FLOOR - height - 5);
            html_number(out, bar->n);
            str_add(out, "</text>");
        }
        if (i % stride == 0) {
            str_addf(out, "<text x=\"%.2f%%\" y=\"%d\">%s</text>", middle, LABELS, bar->label);
        }
    }
}

bool svg_columns(struct str *out, const struct svg_columns *chart)
{
    size_t peak = 0;
    double most = biggest(chart, &peak);
    if (most <= 0) {
        return false;
    }
    double step = round_step(most), top = step * ceil(most / step);
    bool hidden = false;
    for (size_t i = 0; i < chart->n; i++) {
        hidden = hidden || chart->bars[i].hidden;
    }
    str_addf(out,
             "<svg class=\"columns %s\" role=\"img\" aria-labelledby=\"%s-t %s-d\" width=\"100%%\" "
             "height=\"%d\"><title id=\"%s-t\">%s</title><desc id=\"%s-d\">",
             chart->tone, chart->id, chart->id, HEIGHT, chart->id, chart->title, chart->id);
    str_addf(out, "Le plus haut\u00A0: %s, ", chart->bars[peak].label);
    html_number(out, chart->bars[peak].n);
    str_addf(out, ".%s Tous les chiffres sont dans le tableau qui suit.</desc>",
             hidden ? " En pointillé\u00A0: ce qui est caché pour ne désigner personne." : "");
    add_scale(out, step, top);
    add_columns(out, chart, top, peak);
    str_add(out, "</svg>");
    return true;
}

void svg_funnel(struct str *out, const struct svg_funnel *chart)
{
    double most = 1, row = 100.0 / (double)(chart->n > 0 ? chart->n : 1);
    for (size_t i = 0; i < chart->n; i++) {
        most = fmax(most, (double)chart->steps[i].reached);
    }
    str_addf(out,
             "<svg class=\"funnel\" role=\"img\" aria-labelledby=\"%s-t %s-d\">"
             "<title id=\"%s-t\">%s</title><desc id=\"%s-d\">%s</desc>",
             chart->id, chart->id, chart->id, chart->title, chart->id, chart->desc);
    for (size_t i = 0; i < chart->n; i++) {
        const struct svg_step *step = &chart->steps[i];
        double reached = (double)step->reached / most * 100;
        double left = fmin((double)step->left / most * 100, reached);
        double y = row * ((double)i + 0.2);
        str_addf(out,
                 "<rect class=\"track\" y=\"%.2f%%\" width=\"100%%\" height=\"%.2f%%\" rx=\"2\"/>"
                 "<rect class=\"on\" y=\"%.2f%%\" width=\"%.2f%%\" height=\"%.2f%%\" rx=\"2\"/>",
                 y, row * 0.6, y, reached - left, row * 0.6);
        if (left > 0) {
            str_addf(out,
                     "<rect class=\"off\" x=\"%.2f%%\" y=\"%.2f%%\" width=\"%.2f%%\" "
                     "height=\"%.2f%%\" rx=\"2\"/>",
                     reached - left, y, left, row * 0.6);
        }
    }
    str_add(out, "</svg>");
}

void svg_bar(struct str *out, const int64_t *parts, size_t n, int64_t of, bool within)
{
    double x = 0;
    str_add(out, "<svg class=\"bar\" aria-hidden=\"true\">"
                 "<rect class=\"track\" width=\"100%\" height=\"100%\" rx=\"2\"/>");
    for (size_t i = 0; i < n; i++) {
        double width = fmin((double)parts[i] / (double)of * 100, 100 - x);
        if (width > 0) {
            str_addf(out,
                     "<rect class=\"p%zu%s\" x=\"%.1f%%\" width=\"%.1f%%\" height=\"100%%\" "
                     "rx=\"2\"/>",
                     i, within && i == 0 ? " outer" : "", x, fmax(width, 0.4));
        }
        x += within ? 0 : fmax(width, 0);
    }
    str_add(out, "</svg>");
}

/* short.c: the shortest SDL2 program that shows borne's first slide: what a start has to cost.
 *
 *   short SLIDES      the folder of the content */
#include <SDL.h>
#include <SDL_image.h>
#include <SDL_ttf.h>

static const struct {
    const char *text;
    int size, y, bold;
} lines[] = {
    {"Votre carnet de santé,", 91, 85, 1},  {"dans votre poche", 91, 198, 1},
    {"Mon espace santé garde", 58, 366, 0}, {"vos papiers de santé.", 58, 443, 0},
    {"C’est gratuit.", 58, 543, 0},         {"Il est déjà prêt pour vous.", 58, 643, 0},
    {"Il reste à l’activer.", 58, 743, 0},  {"Touchez l’écran pour commencer", 48, 905, 2},
};

static void write_lines(SDL_Surface *glass)
{
    static const SDL_Color ink = {0x1B, 0x24, 0x30, 255}, white = {255, 255, 255, 255};
    TTF_Init();
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        TTF_Font *font =
            TTF_OpenFont(lines[i].bold ? "/usr/share/fonts/truetype/andika/Andika-Bold.ttf"
                                       : "/usr/share/fonts/truetype/andika/Andika-Regular.ttf",
                         lines[i].size);
        SDL_Surface *words =
            TTF_RenderUTF8_Blended(font, lines[i].text, lines[i].bold == 2 ? white : ink);
        SDL_Rect at = {lines[i].bold == 2 ? 996 : 851, lines[i].y, 0, 0};
        SDL_BlitSurface(words, NULL, glass, &at);
    }
}

int main(int n, char **arguments)
{
    char path[1024];
    SDL_SetHint(SDL_HINT_FRAMEBUFFER_ACCELERATION, "0");
    if (n < 2 || SDL_Init(SDL_INIT_VIDEO) != 0) {
        return 1;
    }
    SDL_Window *window = SDL_CreateWindow("short", 0, 0, 1920, 1080, SDL_WINDOW_BORDERLESS);
    SDL_Surface *glass = SDL_GetWindowSurface(window);
    SDL_FillRect(glass, NULL, 0xFBF8F3);
    SDL_FillRect(glass, &(SDL_Rect){851, 893, 1005, 106}, 0x0F5C63);
    snprintf(path, sizeof path, "%s/pictures/carnet.svg", arguments[1]);
    SDL_Surface *picture = IMG_LoadSizedSVG_RW(SDL_RWFromFile(path, "rb"), 0, 1080);
    if (!picture) {
        return 1;
    }
    SDL_BlitSurface(picture, &(SDL_Rect){146, 0, 787, 1080}, glass, NULL);
    write_lines(glass);
    SDL_UpdateWindowSurface(window);
    for (SDL_Event event; SDL_WaitEvent(&event) && event.type != SDL_QUIT;) {
    }
    return 0;
}

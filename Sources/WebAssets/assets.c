// Embeds the files beside this one. What each is stands in the header.
#include "WebAssets.h"

static const uint8_t style[] = {
#embed "tiltmeter.css"
};
static const uint8_t script[] = {
#embed "tiltmeter.js"
};
static const uint8_t icon[] = {
#embed "icon.svg"
};
static const uint8_t font[] = {
#embed "inter.woff2"
};
static const uint8_t display_font[] = {
#embed "inter-display.woff2"
};
static const uint8_t font_licence[] = {
#embed "inter-licence.txt"
};

tm_asset tm_style(void) { return (tm_asset){style, sizeof style}; }
tm_asset tm_script(void) { return (tm_asset){script, sizeof script}; }
tm_asset tm_icon(void) { return (tm_asset){icon, sizeof icon}; }
tm_asset tm_font(void) { return (tm_asset){font, sizeof font}; }
tm_asset tm_display_font(void) { return (tm_asset){display_font, sizeof display_font}; }
tm_asset tm_font_licence(void) { return (tm_asset){font_licence, sizeof font_licence}; }

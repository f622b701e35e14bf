#pragma once
#include <stddef.h>
#include <stdint.h>

/// An embedded file. Its bytes live as long as the program.
typedef struct {
    const uint8_t *_Nonnull bytes;
    ptrdiff_t size;
} tm_asset;

/// The style sheet. Names the fonts as "inter.woff2" and "inter-display.woff2".
tm_asset tm_style(void);
/// The script, an ES module.
tm_asset tm_script(void);
/// The icon of the browser's tab, SVG.
tm_asset tm_icon(void);
/// Inter, a subset, WOFF2.
tm_asset tm_font(void);
/// Inter Display, weight 600, a subset, WOFF2.
tm_asset tm_display_font(void);
/// The licence of both fonts.
tm_asset tm_font_licence(void);

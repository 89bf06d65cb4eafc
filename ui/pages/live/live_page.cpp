#include <QtGlobal>

#include "ui/pages/live/live_board.h"
#include "ui/pages/page.h"

namespace mgc::ui {

namespace {

QWidget* create(PageContext& context, QWidget* parent) { return new LiveBoard(context, parent); }

}  // namespace

const PageDescriptor& live_page_descriptor() {
    static const PageDescriptor descriptor{"live", QT_TRANSLATE_NOOP("Pages", "Live"), "pulse", 6, "Ctrl+6", DockPreset::None, create};
    return descriptor;
}

}  // namespace mgc::ui

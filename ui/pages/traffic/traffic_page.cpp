#include <QtGlobal>

#include "ui/pages/page.h"
#include "ui/pages/traffic/traffic_board.h"

namespace mgc::ui {

namespace {

QWidget* create(PageContext& context, QWidget* parent) { return new TrafficBoard(context, parent); }

}  // namespace

const PageDescriptor& traffic_page_descriptor() {
    static const PageDescriptor descriptor{"traffic", QT_TRANSLATE_NOOP("Pages", "Traffic"), "arrow_swap", 5, "Ctrl+5", DockPreset::None,
                                           create};
    return descriptor;
}

}  // namespace mgc::ui

#pragma once

namespace mgc::ui {

/// Makes PanelContent and Sparkline widgets appear as charts to assistive technology: role Chart, their summary as description and
/// value. Safe to call often.
void installChartAccessibility();

}  // namespace mgc::ui

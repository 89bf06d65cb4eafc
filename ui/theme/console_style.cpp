#include "ui/theme/console_style.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QApplication>
#include <QComboBox>
#include <QLineEdit>
#include <QMenu>
#include <QPainter>
#include <QScrollBar>
#include <QSlider>
#include <QSpinBox>
#include <QStyleFactory>
#include <QStyleOption>
#include <QTabBar>
#include <QToolButton>

#include "ui/theme/icons.h"
#include "ui/theme/paint.h"
#include "ui/theme/style_parts.h"
#include "ui/theme/theme.h"

namespace mgc::ui {

ConsoleStyle::ConsoleStyle() : QProxyStyle(QStyleFactory::create(QStringLiteral("Fusion"))) {}

QPalette ConsoleStyle::standardPalette() const { return Theme::instance().palette(); }

void ConsoleStyle::polish(QWidget* widget) {
    QProxyStyle::polish(widget);
    if (qobject_cast<QAbstractButton*>(widget) || qobject_cast<QComboBox*>(widget) || qobject_cast<QAbstractSpinBox*>(widget) ||
        qobject_cast<QScrollBar*>(widget) || qobject_cast<QTabBar*>(widget) || qobject_cast<QSlider*>(widget))
        widget->setAttribute(Qt::WA_Hover);
    // Only buttons that act like a key press keep a pointer focus; the others take focus by Tab alone, so no ring after a click.
    if (qobject_cast<QMenu*>(widget)) widget->setAttribute(Qt::WA_TranslucentBackground, false);
}

void ConsoleStyle::unpolish(QWidget* widget) { QProxyStyle::unpolish(widget); }

int ConsoleStyle::pixelMetric(PixelMetric metric, const QStyleOption* option, const QWidget* widget) const {
    switch (metric) {
        case PM_ButtonIconSize:
        case PM_SmallIconSize:
        case PM_ListViewIconSize:
        case PM_ToolBarIconSize:
        case PM_TabBarIconSize:
            return px(16);
        case PM_DefaultFrameWidth:
            return qobject_cast<const QLineEdit*>(widget) ? px(2) : 1;
        case PM_IndicatorWidth:
        case PM_IndicatorHeight:
        case PM_ExclusiveIndicatorWidth:
        case PM_ExclusiveIndicatorHeight:
            return px(16);
        case PM_CheckBoxLabelSpacing:
        case PM_RadioButtonLabelSpacing:
            return px(8);
        case PM_ScrollBarExtent:
            return px(12);
        case PM_ScrollBarSliderMin:
            return px(28);
        case PM_ScrollView_ScrollBarSpacing:
        case PM_ScrollView_ScrollBarOverlap:
            return 0;
        case PM_SliderLength:
            return px(14);
        case PM_SliderThickness:
        case PM_SliderControlThickness:
            return px(20);
        case PM_ToolBarItemMargin:
        case PM_ToolBarFrameWidth:
        case PM_ToolBarItemSpacing:
        case PM_ToolBarHandleExtent:
            return 0;
        case PM_DockWidgetFrameWidth:
            return 0;
        case PM_DockWidgetTitleMargin:
            return 0;
        case PM_DockWidgetSeparatorExtent:
        case PM_SplitterWidth:
            return 1;
        case PM_MenuPanelWidth:
            return 1;
        case PM_MenuHMargin:
            return 0;
        case PM_MenuVMargin:
            return px(4);
        case PM_MenuBarPanelWidth:
        case PM_MenuBarVMargin:
        case PM_MenuBarHMargin:
            return 0;
        case PM_MenuBarItemSpacing:
            return 0;
        case PM_SubMenuOverlap:
            return 2;
        case PM_TabBarTabHSpace:
            return px(24);
        case PM_TabBarTabVSpace:
            return px(18);
        case PM_TabBarBaseHeight:
        case PM_TabBarBaseOverlap:
        case PM_TabBarTabShiftVertical:
        case PM_TabBarTabShiftHorizontal:
            return 0;
        case PM_HeaderMargin:
            return px(8);
        case PM_TreeViewIndentation:
            return px(16);
        case PM_ToolTipLabelFrameWidth:
            return px(6);
        case PM_ButtonShiftHorizontal:
        case PM_ButtonShiftVertical:
            return 0;
        case PM_FocusFrameHMargin:
            return px(6);
        default:
            return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

int ConsoleStyle::styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget, QStyleHintReturn* data) const {
    switch (hint) {
        case SH_ComboBox_Popup:
            return 0;
        case SH_ItemView_ShowDecorationSelected:
            return 1;
        case SH_ScrollBar_Transient:
            return 0;
        case SH_EtchDisabledText:
        case SH_DitherDisabledText:
            return 0;
        case SH_UnderlineShortcut:
            return 0;
        case SH_Menu_MouseTracking:
        case SH_MenuBar_MouseTracking:
            return 1;
        case SH_ToolTip_WakeUpDelay:
            return 500;
        case SH_Slider_AbsoluteSetButtons:
            return Qt::LeftButton;
        case SH_Widget_Animation_Duration:
            return 0;
        case SH_TabBar_ElideMode:
            return Qt::ElideNone;
        case SH_ItemView_PaintAlternatingRowColorsForEmptyArea:
            return 0;
        default:
            return QProxyStyle::styleHint(hint, option, widget, data);
    }
}

QSize ConsoleStyle::sizeFromContents(ContentsType type, const QStyleOption* option, const QSize& size, const QWidget* widget) const {
    const int control = Theme::instance().metric(Metric::Control);
    switch (type) {
        case CT_PushButton:
            if (const auto* button = qstyleoption_cast<const QStyleOptionButton*>(option)) return style::buttonSize(*button, widget);
            break;
        case CT_LineEdit:
            return {size.width() + px(14), control};
        case CT_ComboBox: {
            int width = size.width() + px(44);
            const QString prefix = widget ? widget->property("prefix").toString() : QString();
            if (!prefix.isEmpty()) width += QFontMetrics(Theme::instance().font(TextRole::Body)).horizontalAdvance(prefix) + px(6);
            return {width, control};
        }
        case CT_SpinBox:
            return {size.width() + px(34), control};
        case CT_MenuBarItem:
            return {size.width() + px(16), px(28)};
        case CT_MenuItem:
            if (const auto* item = qstyleoption_cast<const QStyleOptionMenuItem*>(option)) return style::menuItemSize(*item, widget);
            break;
        case CT_TabBarTab: {
            QSize tab = QProxyStyle::sizeFromContents(type, option, size, widget);
            return {tab.width() + px(2), Theme::instance().metric(Metric::DockHeader)};
        }
        case CT_ToolButton: {
            if (const auto* button = qstyleoption_cast<const QStyleOptionToolButton*>(option)) {
                if (button->toolButtonStyle == Qt::ToolButtonIconOnly || button->text.isEmpty()) return {px(24), px(24)};
                const int icon = button->icon.isNull() ? 0 : px(22);
                return {QFontMetrics(widget->font()).size(Qt::TextHideMnemonic, button->text).width() + icon + px(18), control};
            }
            break;
        }
        case CT_HeaderSection:
            return {QProxyStyle::sizeFromContents(type, option, size, widget).width() + px(8), Theme::instance().metric(Metric::TableRow)};
        case CT_ItemViewItem: {
            QSize item = QProxyStyle::sizeFromContents(type, option, size, widget);
            return {item.width(), std::max(item.height(), Theme::instance().metric(Metric::TreeRow))};
        }
        default:
            break;
    }
    return QProxyStyle::sizeFromContents(type, option, size, widget);
}

QRect ConsoleStyle::subElementRect(SubElement element, const QStyleOption* option, const QWidget* widget) const {
    switch (element) {
        case SE_LineEditContents:
            return option->rect.adjusted(px(7), 0, -px(7), 0);
        case SE_PushButtonFocusRect:
            return option->rect;
        default:
            return QProxyStyle::subElementRect(element, option, widget);
    }
}

QRect ConsoleStyle::subControlRect(ComplexControl control, const QStyleOptionComplex* option, SubControl part,
                                   const QWidget* widget) const {
    const QRect rect = option->rect;
    if (control == CC_ScrollBar) {
        const auto* bar = qstyleoption_cast<const QStyleOptionSlider*>(option);
        if (!bar) return QProxyStyle::subControlRect(control, option, part, widget);
        if (part == SC_ScrollBarAddLine || part == SC_ScrollBarSubLine) return {};
        const bool horizontal = bar->orientation == Qt::Horizontal;
        const int length = horizontal ? rect.width() : rect.height();
        const qint64 range = static_cast<qint64>(bar->maximum) - bar->minimum;
        const int handle = range <= 0 ? length
                                      : std::min(length, std::max<int>(px(28), static_cast<int>(static_cast<qint64>(length) *
                                                                                                bar->pageStep / (range + bar->pageStep))));
        const int at = sliderPositionFromValue(bar->minimum, bar->maximum, bar->sliderPosition, length - handle, bar->upsideDown);
        if (part == SC_ScrollBarGroove) return rect;
        if (part == SC_ScrollBarSlider)
            return horizontal ? QRect(rect.x() + at, rect.y(), handle, rect.height())
                              : QRect(rect.x(), rect.y() + at, rect.width(), handle);
        if (part == SC_ScrollBarSubPage)
            return horizontal ? QRect(rect.x(), rect.y(), at, rect.height()) : QRect(rect.x(), rect.y(), rect.width(), at);
        if (part == SC_ScrollBarAddPage)
            return horizontal ? QRect(rect.x() + at + handle, rect.y(), length - at - handle, rect.height())
                              : QRect(rect.x(), rect.y() + at + handle, rect.width(), length - at - handle);
        return {};
    }
    if (control == CC_ComboBox) {
        if (part == SC_ComboBoxArrow) return {rect.right() - px(26), rect.y(), px(26), rect.height()};
        if (part == SC_ComboBoxEditField) return rect.adjusted(px(3), px(2), -px(28), -px(2));
        if (part == SC_ComboBoxListBoxPopup) return rect;
    }
    if (control == CC_SpinBox) {
        const int half = rect.height() / 2;
        if (part == SC_SpinBoxUp) return {rect.right() - px(24), rect.y(), px(24), half};
        if (part == SC_SpinBoxDown) return {rect.right() - px(24), rect.y() + half, px(24), rect.height() - half};
        if (part == SC_SpinBoxEditField) return rect.adjusted(px(3), px(2), -px(26), -px(2));
        if (part == SC_SpinBoxFrame) return rect;
    }
    return QProxyStyle::subControlRect(control, option, part, widget);
}

void ConsoleStyle::drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter, const QWidget* widget) const {
    switch (element) {
        case PE_PanelLineEdit:
            if (const auto* frame = qstyleoption_cast<const QStyleOptionFrame*>(option)) {
                const bool inside = widget && widget->parentWidget() &&
                                    (qobject_cast<const QAbstractSpinBox*>(widget->parentWidget()) ||
                                     qobject_cast<const QComboBox*>(widget->parentWidget()));
                if (frame->lineWidth > 0 && !inside) style::field(option->rect, *option, *painter, widget);
            }
            return;
        case PE_FrameLineEdit:
            return;
        case PE_Frame: {
            // Item views and text edits stand frameless on their page; a frame that is asked for is a hairline.
            const auto* frame = qstyleoption_cast<const QStyleOptionFrame*>(option);
            if (!frame || frame->lineWidth <= 0) return;
            if (widget && widget->property("field").toBool())
                style::field(option->rect, *option, *painter, widget);
            else
                paint::box(*painter, option->rect, QColor(), themeColor(ColorRole::Line2), px(4));
            return;
        }
        case PE_FrameFocusRect:
            if (widget && (qobject_cast<const QAbstractItemView*>(widget))) {
                if (option->state.testFlag(State_KeyboardFocusChange)) paint::focusRing(*painter, option->rect, px(4));
                return;
            }
            if (option->state.testFlag(State_KeyboardFocusChange)) paint::focusRing(*painter, option->rect.adjusted(-2, -2, 2, 2), px(4));
            return;
        case PE_PanelButtonCommand:
            style::buttonBevel(*option, *painter, widget);
            return;
        case PE_PanelButtonTool:
            return;
        case PE_IndicatorCheckBox:
            style::checkMark(*option, *painter);
            return;
        case PE_IndicatorItemViewItemCheck:
            style::checkMark(*option, *painter);
            return;
        case PE_IndicatorRadioButton:
            style::radioMark(*option, *painter);
            return;
        case PE_IndicatorBranch:
            if (option->state.testFlag(State_Children))
                icons::paint(*painter, option->rect,
                             option->state.testFlag(State_Open) ? QStringLiteral("chevron_down") : QStringLiteral("chevron_right"), px(12),
                             ColorRole::Muted);
            return;
        case PE_PanelItemViewRow:
            return;
        case PE_PanelItemViewItem:
            if (const auto* item = qstyleoption_cast<const QStyleOptionViewItem*>(option)) {
                if (item->state.testFlag(State_Selected))
                    painter->fillRect(item->rect, themeColor(ColorRole::Sel));
                else if (item->state.testFlag(State_MouseOver) && item->state.testFlag(State_Enabled))
                    painter->fillRect(item->rect, themeColor(ColorRole::Hover));
                else if (item->backgroundBrush.style() != Qt::NoBrush)
                    painter->fillRect(item->rect, item->backgroundBrush);
            }
            return;
        case PE_PanelMenu:
        case PE_FrameMenu:
            paint::box(*painter, option->rect, element == PE_PanelMenu ? themeColor(ColorRole::Raised) : QColor(),
                       themeColor(ColorRole::Line2), 0);
            return;
        case PE_PanelTipLabel:
            paint::box(*painter, option->rect, themeColor(ColorRole::Raised), themeColor(ColorRole::Ctl), 0);
            return;
        case PE_PanelMenuBar:
        case PE_FrameStatusBarItem:
        case PE_PanelStatusBar:
        case PE_FrameDockWidget:
        case PE_FrameTabBarBase:
        case PE_PanelToolBar:
        case PE_FrameTabWidget:
        case PE_IndicatorDockWidgetResizeHandle:
            if (element == PE_IndicatorDockWidgetResizeHandle) painter->fillRect(option->rect, themeColor(ColorRole::Line));
            return;
        default:
            QProxyStyle::drawPrimitive(element, option, painter, widget);
    }
}

void ConsoleStyle::drawControl(ControlElement element, const QStyleOption* option, QPainter* painter, const QWidget* widget) const {
    switch (element) {
        case CE_PushButton:
            if (const auto* button = qstyleoption_cast<const QStyleOptionButton*>(option)) {
                style::buttonBevel(*option, *painter, widget);
                style::buttonLabel(*button, *painter, widget);
            }
            return;
        case CE_PushButtonBevel:
            style::buttonBevel(*option, *painter, widget);
            return;
        case CE_PushButtonLabel:
            if (const auto* button = qstyleoption_cast<const QStyleOptionButton*>(option)) style::buttonLabel(*button, *painter, widget);
            return;
        case CE_CheckBoxLabel:
        case CE_RadioButtonLabel:
            if (const auto* button = qstyleoption_cast<const QStyleOptionButton*>(option)) {
                painter->save();
                painter->setFont(widget ? widget->font() : Theme::instance().font(TextRole::Body));
                painter->setPen(themeColor(option->state.testFlag(State_Enabled) ? ColorRole::Text : ColorRole::Faint));
                painter->drawText(option->rect, Qt::AlignVCenter | Qt::AlignLeft | Qt::TextHideMnemonic | Qt::TextSingleLine, button->text);
                painter->restore();
            }
            return;
        case CE_ComboBoxLabel:
            if (const auto* combo = qstyleoption_cast<const QStyleOptionComboBox*>(option)) style::comboLabel(*combo, *painter, widget);
            return;
        case CE_MenuBarItem:
            if (const auto* item = qstyleoption_cast<const QStyleOptionMenuItem*>(option)) style::menuBarItem(*item, *painter);
            return;
        case CE_MenuBarEmptyArea:
            return;
        case CE_MenuItem:
            if (const auto* item = qstyleoption_cast<const QStyleOptionMenuItem*>(option)) style::menuItem(*item, *painter, widget);
            return;
        case CE_HeaderSection:
            if (const auto* header = qstyleoption_cast<const QStyleOptionHeader*>(option)) style::headerSection(*header, *painter);
            return;
        case CE_HeaderLabel:
            if (const auto* header = qstyleoption_cast<const QStyleOptionHeader*>(option)) style::headerLabel(*header, *painter);
            return;
        case CE_HeaderEmptyArea: {
            painter->fillRect(option->rect, themeColor(ColorRole::Dock));
            paint::horizontalLine(*painter, option->rect.left(), option->rect.right() + 1, option->rect.bottom(),
                                  themeColor(ColorRole::Line2));
            return;
        }
        case CE_TabBarTab:
            if (const auto* tab = qstyleoption_cast<const QStyleOptionTab*>(option)) style::tab(*tab, *painter);
            return;
        case CE_ProgressBar:
            if (const auto* bar = qstyleoption_cast<const QStyleOptionProgressBar*>(option)) style::progressBar(*bar, *painter);
            return;
        case CE_Splitter:
            painter->fillRect(option->rect, themeColor(ColorRole::Line));
            return;
        case CE_ToolBar:
            return;
        case CE_DockWidgetTitle:
            return;
        case CE_ScrollBarAddLine:
        case CE_ScrollBarSubLine:
            return;
        default:
            QProxyStyle::drawControl(element, option, painter, widget);
    }
}

void ConsoleStyle::drawComplexControl(ComplexControl control, const QStyleOptionComplex* option, QPainter* painter,
                                      const QWidget* widget) const {
    switch (control) {
        case CC_ComboBox:
            if (const auto* combo = qstyleoption_cast<const QStyleOptionComboBox*>(option)) style::comboBox(*combo, *painter, widget);
            return;
        case CC_SpinBox:
            if (const auto* spin = qstyleoption_cast<const QStyleOptionSpinBox*>(option)) style::spinBox(*spin, *painter, widget);
            return;
        case CC_Slider:
            if (const auto* slider = qstyleoption_cast<const QStyleOptionSlider*>(option)) style::slider(*slider, *painter);
            return;
        case CC_ScrollBar:
            if (const auto* bar = qstyleoption_cast<const QStyleOptionSlider*>(option)) style::scrollBar(*bar, *painter);
            return;
        case CC_ToolButton:
            if (const auto* button = qstyleoption_cast<const QStyleOptionToolButton*>(option)) style::toolButton(*button, *painter, widget);
            return;
        default:
            QProxyStyle::drawComplexControl(control, option, painter, widget);
    }
}

}  // namespace mgc::ui

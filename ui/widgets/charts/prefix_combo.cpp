#include "ui/widgets/charts/prefix_combo.h"

#include <QStyleOptionComboBox>
#include <QStylePainter>

#include "ui/theme/paint.h"
#include "ui/theme/theme.h"

namespace mgc::ui {

PrefixCombo::PrefixCombo(const QString& prefix, const QString& accessibleName, QWidget* parent) : QComboBox(parent), m_prefix(prefix) {
    setAccessibleName(accessibleName);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

QSize PrefixCombo::sizeHint() const { return {px(120), Theme::instance().metric(Metric::Control)}; }

void PrefixCombo::setDetail(const QString& detail) {
    m_detail = detail;
    update();
}

void PrefixCombo::paintEvent(QPaintEvent*) {
    QStylePainter painter(this);
    QStyleOptionComboBox option;
    initStyleOption(&option);
    painter.drawComplexControl(QStyle::CC_ComboBox, option);
    const QRect edit = style()->subControlRect(QStyle::CC_ComboBox, &option, QStyle::SC_ComboBoxEditField, this).adjusted(px(6), 0, 0, 0);
    const QFont font = Theme::instance().font(TextRole::Body);
    QVector<paint::Run> words;
    if (!m_prefix.isEmpty()) words.push_back({m_prefix + QStringLiteral("  "), font, themeColor(ColorRole::Muted)});
    words.push_back(
        {currentText(), Theme::instance().font(TextRole::BodyMedium), themeColor(isEnabled() ? ColorRole::Text : ColorRole::Faint)});
    if (!m_detail.isEmpty()) words.push_back({QStringLiteral("  ") + m_detail, font, themeColor(ColorRole::Muted)});
    paint::runs(painter, edit, words);
}

}  // namespace mgc::ui

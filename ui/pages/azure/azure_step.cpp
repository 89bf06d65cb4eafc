#include "ui/pages/azure/azure_step.h"

#include <QHBoxLayout>

#include "ui/widgets/basic/buttons.h"
#include "ui/widgets/basic/label.h"
#include "ui/widgets/basic/scaled.h"

namespace mgc::ui {

AzureStep::AzureStep(AzureState& state, const QString& id, const QString& title, QWidget* parent)
    : QWidget(parent), m_state(state), m_id(id), m_title(title) {
    setAccessibleName(title);
    auto* column = plainLayout<QVBoxLayout>(this);
    setSpacing(column, 12);
    m_actions = plainLayout<QHBoxLayout>();
    setSpacing(m_actions, 8);
    m_heading = new Label(title, TextRole::PageTitle, ColorRole::Text, this);
    m_detail = new Label({}, TextRole::Body, ColorRole::Muted, this);
    m_detail->setElide(Qt::ElideMiddle);
    m_actions->addWidget(m_heading);
    m_actions->addWidget(m_detail, 1);
    column->addLayout(m_actions);
    m_cards = plainLayout<QHBoxLayout>();
    setSpacing(m_cards, 12);
    column->addLayout(m_cards, 1);
}

void AzureStep::setHeading(const QString& title, const QString& detail) {
    m_heading->setText(title);
    m_detail->setText(detail);
}

void AzureStep::addAction(QWidget* action) { m_actions->addWidget(action); }

QVBoxLayout* AzureStep::addColumn(int width) {
    auto* holder = new QWidget(this);
    if (width > 0) setFixedWidthScaled(holder, width);
    auto* column = plainLayout<QVBoxLayout>(holder);
    setSpacing(column, 12);
    m_cards->addWidget(holder, width > 0 ? 0 : 1);
    return column;
}

QWidget* AzureStep::modeSwitch(const QString& current) {
    auto* mode = new SegmentedSwitch(tr("What goes to Azure"), this);
    mode->addOption(QStringLiteral("push"), tr("Workspace"));
    mode->addOption(QStringLiteral("deploy"), tr("Lab"));
    mode->setCurrent(current);
    connect(mode, &SegmentedSwitch::currentChanged, this, [this, mode, current](const QString& wanted) {
        if (wanted == current) return;
        mode->setCurrent(current);
        m_state.go(wanted);
    });
    return mode;
}

QWidget* AzureStep::field(const QString& title, QWidget* control, QWidget* parent, const QString& hint) {
    auto* box = new QWidget(parent);
    auto* column = plainLayout<QVBoxLayout>(box);
    setSpacing(column, 4);
    auto* label = new Label(title, TextRole::Tab, ColorRole::Text, box);
    label->setBuddy(control);
    column->addWidget(label);
    column->addWidget(control);
    if (!hint.isEmpty()) {
        auto* words = new Label(hint, TextRole::Hint, ColorRole::Muted, box);
        words->setWordWrap(true);
        column->addWidget(words);
    }
    if (control->accessibleName().isEmpty()) control->setAccessibleName(title);
    return box;
}

}  // namespace mgc::ui

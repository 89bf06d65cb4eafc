#pragma once
#include <QWidget>

#include "ui/pages/azure/azure_state.h"

class QBoxLayout;
class QHBoxLayout;
class QVBoxLayout;

namespace mgc::ui {

class Button;
class Card;
class Label;

/// A step of the Azure page: a heading with what it is about and its actions, and below it cards.
class AzureStep : public QWidget {
    Q_OBJECT
public:
    AzureStep(AzureState& state, const QString& id, const QString& title, QWidget* parent);

    [[nodiscard]] QString id() const { return m_id; }
    [[nodiscard]] QString title() const { return m_title; }
    /// The user came here.
    virtual void shown() {}
    /// Choices or the worker's state are different now.
    virtual void refresh() = 0;

signals:
    /// What the stepper says under the step's name, and whether it is done.
    void progressed(const QString& state, bool done);

protected:
    void setHeading(const QString& title, const QString& detail);
    /// At the right of the heading.
    void addAction(QWidget* action);
    /// The row of cards under the heading.
    [[nodiscard]] QHBoxLayout* cards() { return m_cards; }
    /// A column of cards; `width` 0 stretches.
    [[nodiscard]] QVBoxLayout* addColumn(int width);
    /// Changes to the workspace, or the lab: the two ways of step 6. `current` is the id of this step.
    [[nodiscard]] QWidget* modeSwitch(const QString& current);
    /// Label above a control, as in every form.
    [[nodiscard]] static QWidget* field(const QString& title, QWidget* control, QWidget* parent, const QString& hint = {});
    [[nodiscard]] bool idle() const { return !state().work.isBusy(); }
    [[nodiscard]] AzureState& state() const { return m_state; }

private:
    AzureState& m_state;
    QString m_id, m_title;
    Label* m_heading;
    Label* m_detail;
    QHBoxLayout* m_actions;
    QHBoxLayout* m_cards;
};

}  // namespace mgc::ui

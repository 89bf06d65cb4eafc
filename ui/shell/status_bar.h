#pragma once
#include <QAbstractButton>
#include <QStatusBar>

#include "ui/theme/theme.h"

namespace mgc::ui {

struct PageContext;

/// One part of the status bar: glyph and words, flat, a button.
class StatusPart : public QAbstractButton {
    Q_OBJECT
public:
    StatusPart(const QString& name, QWidget* parent);
    /// `icon` "dot" draws a state dot. `strong`: the words take the colour too.
    void setContent(const QString& icon, const QString& text, ColorRole role, bool strong = false);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QString m_name, m_icon, m_text;
    ColorRole m_role = ColorRole::Muted;
    bool m_strong = false;
};

/// Gateway, traffic and limits at the left; activity, problems, Azure and branch at the right.
class StatusBar : public QStatusBar {
    Q_OBJECT
public:
    StatusBar(PageContext& context, QWidget* parent);
    /// Of the whole workspace, as the Problems panel counts them.
    void setProblems(int errors, int warnings);

public slots:
    /// Who is signed in to Azure, and the service in hand; "" for none.
    void setAccount(const QString& account, const QString& service);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void showState();
    void showFigures();
    void showBranch();
    StatusPart* part(const QString& name, const QString& command, const QString& hint);

    PageContext& m_context;
    QWidget* m_row;
    StatusPart *m_gateway, *m_rate, *m_throttled, *m_activity, *m_errors, *m_warnings, *m_azure, *m_branch;
};

}  // namespace mgc::ui

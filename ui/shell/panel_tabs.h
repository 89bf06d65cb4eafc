#pragma once
#include <QDateTime>
#include <QPlainTextEdit>
#include <QStackedWidget>
#include <QTableView>
#include <QVector>

#include "management/messages.h"
#include "ui/theme/paint.h"

class QStandardItemModel;

namespace mgc::ui {

class Button;
class Label;
class SplitBar;
struct PageContext;

/// What each policy did to the prompt sent last.
class TraceTab : public QStackedWidget {
    Q_OBJECT
public:
    TraceTab(PageContext& context, QWidget* parent);

private:
    void fill();
    PageContext& m_context;
    QTableView* m_table;
    QStandardItemModel* m_model;
    Label* m_title;
};

/// What the gateway and the console wrote, newest at the end, at most 2,000 lines.
class LogTab : public QPlainTextEdit {
    Q_OBJECT
public:
    LogTab(PageContext& context, QWidget* parent);

protected:
    void changeEvent(QEvent* event) override;
};

/// Long work: the burst with its counts and Stop, and what was said in toasts.
class ActivityTab : public QWidget {
    Q_OBJECT
public:
    struct Note {
        QDateTime time;
        paint::Tone tone;
        QString text;
    };
    ActivityTab(PageContext& context, const QVector<Note>& notes, QWidget* parent);
    void add(const Note& note);

private:
    void showBurst();
    PageContext& m_context;
    Label* m_name;
    SplitBar* m_bar;
    Button* m_stop;
    QPlainTextEdit* m_list;
};

}  // namespace mgc::ui

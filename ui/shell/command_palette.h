#pragma once
#include <QLineEdit>
#include <QListView>
#include <QPointer>
#include <functional>

#include "ui/shell/palette_model.h"

namespace mgc::ui {

class Label;

/// The overlay over the window for commands (">"), policies ("@"), requests ("#") and, without prefix, everything one can go to.
/// Enter runs, Ctrl+Enter runs and stays, Esc closes.
class CommandPalette : public QWidget {
    Q_OBJECT
public:
    /// Gives the entries for a prefix; asked each time the prefix changes.
    using Source = std::function<QVector<PaletteEntry>(QChar prefix)>;

    CommandPalette(QWidget* window, Source source);

    void open(const QString& text);
    [[nodiscard]] PaletteModel* model() { return &m_model; }

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void textChanged(const QString& text);
    void moveSelection(int step);
    void run(bool stay);
    void place();
    void close();

    QWidget* m_window;
    Source m_source;
    PaletteModel m_model;
    QWidget* m_box;
    QLineEdit* m_input;
    QListView* m_list;
    Label* m_count;
    QPointer<QWidget> m_before;
    QChar m_prefix{QChar(1)};
};

}  // namespace mgc::ui
